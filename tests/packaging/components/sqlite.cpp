#include "telemetryflow/integration/sqlite.hpp"

#include "program.hpp"

int main() {
    return run("SELECT ? AS answer", [](telemetryflow::TelemetryFlowClient& client) {
        sqlite3* connection = nullptr;
        sqlite3_open(":memory:", &connection);
        {
            const telemetryflow::integration::SqliteTrace trace(client, connection);
            sqlite3_exec(connection, "SELECT 42 AS answer", nullptr, nullptr, nullptr);
        }
        sqlite3_close(connection);
    });
}
