#pragma once

// Calls to one database, told in OpenTelemetry's semantic conventions for database clients: a client span each, and
// db.client.operation.duration. What integrations of databases are made of; usable for a database of the user's own.
// Any thread may record calls. The client must outlive it.

#include <cstdint>
#include <string>

#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/database_error.hpp"
#include "telemetryflow/integration/database_server.hpp"
#include "telemetryflow/integration/database_span.hpp"
#include "telemetryflow/integration/database_statement.hpp"
#include "telemetryflow/integration/duration_histogram.hpp"

namespace telemetryflow {
class TelemetryFlowClient;
}

namespace telemetryflow::integration {

class TELEMETRYFLOW_EXPORT DatabaseCalls {
public:
    DatabaseCalls(TelemetryFlowClient& client, DatabaseServer server);

    /// Starts the span of a call; it ends, and its duration is recorded, with the handle.
    [[nodiscard]] DatabaseSpan start(DatabaseStatement statement);
    /// Records a call that is over: `start` and `end` in nanoseconds since the Unix epoch.
    void record(DatabaseStatement statement, std::uint64_t start, std::uint64_t end, const DatabaseError& error);

    [[nodiscard]] const DatabaseServer& server() const noexcept { return server_; }
    /// For a connection that turns to another database. Not while another thread records.
    void set_namespace(std::string name_space) { server_.name_space = std::move(name_space); }

private:
    friend class DatabaseSpan;

    TelemetryFlowClient& client_;
    DatabaseServer server_;
    DurationHistogram durations_;
};

}  // namespace telemetryflow::integration
