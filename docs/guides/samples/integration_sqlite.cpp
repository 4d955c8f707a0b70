// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/sqlite.hpp"

using namespace telemetryflow;

void trace(TelemetryFlowClient& client) {
    // [trace]
    integration::watch_sqlite_errors();  // once, before SQLite is used

    sqlite3* connection = nullptr;
    sqlite3_open("shop.db", &connection);
    const integration::SqliteTrace trace(client, connection);
    // "SELECT name FROM users WHERE id = ?", a span "SELECT users":
    sqlite3_exec(connection, "SELECT name FROM users WHERE id = 17", nullptr, nullptr, nullptr);
    // [/trace]
    sqlite3_close(connection);
}
