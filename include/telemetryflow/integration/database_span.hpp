#pragma once

// The span of one call to a database, current until the handle is gone. Used by one thread; the DatabaseCalls that it
// came from must outlive it. No call throws.

#include <chrono>
#include <cstdint>
#include <string>

#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/database_error.hpp"
#include "telemetryflow/integration/database_statement.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow::integration {

class DatabaseCalls;

class TELEMETRYFLOW_EXPORT DatabaseSpan {
public:
    /// Starts now, or at `start_unix_nano` when that is not 0.
    DatabaseSpan(DatabaseCalls& calls, DatabaseStatement statement, std::uint64_t start_unix_nano = 0) noexcept;
    DatabaseSpan(const DatabaseSpan&) = delete;
    DatabaseSpan& operator=(const DatabaseSpan&) = delete;
    ~DatabaseSpan();

    /// Marks the call as failed.
    void fail(const DatabaseError& error) noexcept;
    /// Ends the call at that time after a duration in seconds, instead of now.
    void end(std::uint64_t end_unix_nano, double seconds) noexcept;

private:
    DatabaseCalls& calls_;
    const DatabaseStatement statement_;
    Span span_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::string error_type_;
    std::string status_code_;
    bool ended_ = false;
};

}  // namespace telemetryflow::integration
