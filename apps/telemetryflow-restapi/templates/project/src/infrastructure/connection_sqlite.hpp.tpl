#pragma once

@if telemetry
// A connection to SQLite whose statements are spans below what is current. Used by one thread at a time. Throws
// std::runtime_error with SQLite's reason.
@else
// A connection to SQLite. Used by one thread at a time. Throws std::runtime_error with SQLite's reason.
@end

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sqlite3.h>

@if telemetry
#include "telemetryflow/integration/sqlite.hpp"
#include "telemetryflow/telemetryflow.hpp"

@end
#include "infrastructure/value.hpp"

namespace @{module} {

class Connection {
public:
@if telemetry
    /// To be called before anything else uses SQLite, so that failing statements are recorded as such.
    static void prepare_process() { telemetryflow::integration::watch_sqlite_errors(); }

    /// Opens the file `where`, and makes it when there is none.
    Connection(telemetryflow::TelemetryFlowClient& client, const std::string& where);
@else
    /// Nothing to do for SQLite.
    static void prepare_process() {}

    /// Opens the file `where`, and makes it when there is none.
    explicit Connection(const std::string& where);
@end

    /// Runs one statement with its parameters $1, $2, ... in the order in which they appear.
    std::vector<Row> query(const std::string& sql, const std::vector<Value>& parameters = {});
    /// Runs `work` in a transaction that no other one of this kind runs beside, in this process or another.
    void exclusively(const std::function<void()>& work);
    /// Runs statements without parameters, as a migration has them.
    void run_script(const std::string& sql);
    /// Whether it is worth keeping after an error.
    [[nodiscard]] bool is_usable() const { return true; }

private:
    [[noreturn]] void fail() const;

    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection_{nullptr, sqlite3_close};
@if telemetry
    std::unique_ptr<telemetryflow::integration::SqliteTrace> trace_;
@end
};

}  // namespace @{module}
