// The service @{project}: reads its settings from the environment, and serves until SIGTERM or SIGINT.

@if telemetry
#include <chrono>
@end
#include <exception>
#include <iostream>
@if telemetry
#include <string>

#include "telemetryflow/telemetryflow.hpp"
@end

#include "infrastructure/database.hpp"
#include "infrastructure/settings.hpp"
#include "interface/serve.hpp"
#include "interface/service.hpp"

int main() try {
    const sigset_t signals = @{module}::block_stop_signals();
    @{module}::Connection::prepare_process();
    const @{module}::Settings settings = @{module}::read_settings();
@if telemetry
    telemetryflow::TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "@{version|cpp}").with_auto_configuration();
    telemetryflow::TelemetryFlowClient client = builder.build();
    client.initialize();

    @{module}::Database database(client, settings.database_url);
    @{module}::Service service(client, database, settings);
@else
    @{module}::Database database(settings.database_url);
    @{module}::Service service(database, settings);
@end
@if telemetry
    if (!@{module}::serve(service.server(), settings.host, settings.port, signals)) return 1;

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
@else
    return @{module}::serve(service.server(), settings.host, settings.port, signals) ? 0 : 1;
@end
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
