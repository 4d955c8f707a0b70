#include "telemetryflow/integration/database_calls.hpp"

#include <utility>

namespace telemetryflow::integration {

DatabaseCalls::DatabaseCalls(TelemetryFlowClient& client, DatabaseServer server)
    : client_(client),
      server_(std::move(server)),
      durations_(client, "db.client.operation.duration", "Duration of database client operations.",
                 {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10}) {}

DatabaseSpan DatabaseCalls::start(DatabaseStatement statement) {
    return {*this, std::move(statement)};
}

void DatabaseCalls::record(DatabaseStatement statement, std::uint64_t start, std::uint64_t end,
                           const DatabaseError& error) {
    constexpr double kNanosecondsPerSecond = 1e9;
    DatabaseSpan span(*this, std::move(statement), start);
    if (!error.type.empty()) span.fail(error);
    span.end(end, static_cast<double>(end - start) / kNanosecondsPerSecond);
}

}  // namespace telemetryflow::integration
