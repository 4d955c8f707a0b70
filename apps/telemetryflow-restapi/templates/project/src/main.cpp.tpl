// The service @{project}: reads its settings from the environment, and serves until SIGTERM or SIGINT.

#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

#include "infrastructure/database.hpp"
#include "infrastructure/settings.hpp"
@if auth
#include "interface/api_keys.hpp"
@end
#include "interface/serve.hpp"
#include "interface/service.hpp"

int main() try {
    const sigset_t signals = app::block_stop_signals();
    app::Connection::prepare_process();
    const app::Settings settings = app::read_settings();
    telemetryflow::TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    telemetryflow::TelemetryFlowClient client = builder.build();
    client.initialize();

    app::Database database(client, settings.database_url);
@if auth
    app::Service service(client, database, app::ApiKeys(settings.api_keys));
@else
    app::Service service(client, database);
@end
    if (!app::serve(service.server(), settings.host, settings.port, signals)) return 1;

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
