#include "telemetryflow/integration/pqxx.hpp"

#include "program.hpp"

// A program with pqxx needs a server; that it links is what this one shows. It records with the part that needs none.
int main() {
    return run("SELECT ?", [](telemetryflow::TelemetryFlowClient& client) {
        try {
            pqxx::connection connection("host=/nonexistent");
            telemetryflow::integration::PqxxConnection wrapped(client, connection);
            pqxx::nontransaction work(connection);
            wrapped.exec(work, "SELECT 1");
        } catch (const pqxx::broken_connection& error) {
            telemetryflow::integration::DatabaseCalls calls(client, {.system = "postgresql"});
            calls
                .start(telemetryflow::integration::describe_sql("SELECT 1",
                                                                telemetryflow::integration::SqlDialect::PostgreSql))
                .fail({.type = telemetryflow::integration::pqxx_error_type(error)});
        }
    });
}
