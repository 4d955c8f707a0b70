// The service that callers talk to. It asks the inventory, whose spans become part of the same trace because the
// context goes along in the headers of the call.
//
//   @{project}-gateway [port] [inventory]      @{port} and http://127.0.0.1:@{inventory_port} unless said otherwise

#include "gateway.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "serve.hpp"

using telemetryflow::HttplibMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kPort = @{port};

}  // namespace

int main(int argc, char** argv) try {
    const sigset_t signals = app::block_stop_signals();
    const std::string inventory_url = argc > 2 ? argv[2] : "http://127.0.0.1:@{inventory_port}";
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}-gateway", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    const HttplibMiddleware middleware(client);
    httplib::Server server;
    middleware.install(server);
    app::add_gateway(server, client, inventory_url);
    if (!app::serve(server, argc > 1 ? std::atoi(argv[1]) : kPort, signals)) return 1;

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
