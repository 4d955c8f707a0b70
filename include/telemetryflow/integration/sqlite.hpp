#pragma once

// Statements of SQLite as client spans, without a change to the code that runs them. Component `sqlite`. Tested with
// SQLite 3.40. Follows OpenTelemetry's semantic conventions for database clients.

#include <memory>

#include <sqlite3.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/sqlite_errors.hpp"
#include "telemetryflow/integration/sqlite_hook.hpp"

namespace telemetryflow::integration {

/// Records the statements of one connection for its own life. It takes the connection's trace hook, of which there is
/// one. May end before or after the connection, but on no other thread while the connection is in use. The client must
/// outlive it.
///
/// A span lasts from a statement's first step until it is done, reset or finalized, the time in which the program looks
/// at rows included, and becomes part of the trace that is current then. Statements that triggers run belong to the one
/// that set them off. The text is the statement's own, without bound values and without literals. Whether a statement
/// failed SQLite tells its hook not at all: watch_sqlite_errors() makes up for that. One that finds the database locked
/// until the connection's patience is over (SQLITE_BUSY) is an error without it; when it is stepped again without a
/// reset, that is not seen. Nor is it when a write outside of a transaction fails because its commit has to wait for
/// readers.
class SqliteTrace {
public:
    SqliteTrace(TelemetryFlowClient& client, sqlite3* connection)
        : hook_(std::make_unique<SqliteHook>(client, connection)) {}

private:
    std::unique_ptr<SqliteHook> hook_;
};

}  // namespace telemetryflow::integration
