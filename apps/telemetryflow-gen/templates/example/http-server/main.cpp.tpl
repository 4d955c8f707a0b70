// An HTTP server whose requests the middleware turns into spans, metrics and correlated logs.
//
//   @{project} [port]      @{port} unless said otherwise; 0 picks a free one

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "orders.hpp"
#include "serve.hpp"

using telemetryflow::HttplibMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kPort = @{port};

}  // namespace

int main(int argc, char** argv) try {
    const sigset_t signals = app::block_stop_signals();
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    telemetryflow::MiddlewareOptions options;
    options.excluded_paths = {"/health"};
    const HttplibMiddleware middleware(client, options);
    httplib::Server server;
    middleware.install(server);
    app::add_routes(server, client);
    if (!app::serve(server, argc > 1 ? std::atoi(argv[1]) : kPort, signals)) return 1;

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
