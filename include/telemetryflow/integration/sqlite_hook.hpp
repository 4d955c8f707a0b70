#pragma once

// The trace hook of one SQLite connection: times its statements and records each when it ends. SQLite calls it on the
// thread that uses the connection, one at a time. Its address is SQLite's, so that it cannot be moved.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/describe_sql.hpp"
#include "telemetryflow/integration/sqlite_errors.hpp"

namespace telemetryflow::integration {

class SqliteHook {
public:
    SqliteHook(TelemetryFlowClient& client, sqlite3* connection)
        : connection_(connection), calls_(client, {.system = "sqlite", .name_space = file_of(connection)}) {
        sqlite3_trace_v2(connection_, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE | SQLITE_TRACE_CLOSE, on_event, this);
    }
    virtual ~SqliteHook() { unhook(); }
    SqliteHook(const SqliteHook&) = delete;
    SqliteHook& operator=(const SqliteHook&) = delete;

protected:
    /// The connection is being closed and is hooked no more.
    virtual void closed() {}
    virtual void ended(DatabaseStatement statement, std::uint64_t start, std::uint64_t end,
                       const DatabaseError& error) {
        calls_.record(std::move(statement), start, end, error);
    }

private:
    using SteadyClock = std::chrono::steady_clock;

    struct Running {
        sqlite3_stmt* statement;
        SteadyClock::time_point begin;
        std::uint64_t start_unix_nano;
    };

    [[nodiscard]] static std::string file_of(sqlite3* connection) {
        const char* path = sqlite3_db_filename(connection, "main");
        const std::string_view name = path == nullptr ? std::string_view() : std::string_view(path);
        if (name.empty()) return ":memory:";
        return std::string(name.substr(name.rfind('/') + 1));
    }

    // SQLite is C: nothing may be thrown through it.
    static int on_event(unsigned int event, void* hook, void* subject, void*) noexcept try {
        auto& self = *static_cast<SqliteHook*>(hook);
        switch (event) {
            case SQLITE_TRACE_STMT: self.begin(static_cast<sqlite3_stmt*>(subject)); break;
            // SQLite's own measure, the fourth argument, counts in milliseconds.
            case SQLITE_TRACE_PROFILE: self.end(static_cast<sqlite3_stmt*>(subject)); break;
            case SQLITE_TRACE_CLOSE:
                // Before SQLite knows whether it can close: what goes on all the same is not recorded any more.
                self.unhook();
                self.closed();
                break;
            default: break;
        }
        return 0;
    } catch (...) {
        return 0;
    }

    void unhook() noexcept {
        if (connection_ != nullptr) sqlite3_trace_v2(connection_, 0, nullptr, nullptr);
        connection_ = nullptr;
    }

    void begin(sqlite3_stmt* statement) {
        // A trigger's statements are announced under the one that is running.
        if (find(statement) != running_.end()) return;
        static_cast<void>(take_sqlite_error());
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        running_.push_back(
            {statement, SteadyClock::now(),
             static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count())});
    }

    void end(sqlite3_stmt* statement) {
        const auto running = find(statement);
        // One that began before the hook was there.
        if (running == running_.end()) return;
        const auto taken = std::chrono::duration_cast<std::chrono::nanoseconds>(SteadyClock::now() - running->begin);
        const std::uint64_t start = running->start_unix_nano;
        running_.erase(running);

        const int code = take_sqlite_error();
        const std::string status = code == SQLITE_OK ? std::string() : std::to_string(code);
        const char* sql = sqlite3_sql(statement);
        ended(describe_sql(sql == nullptr ? std::string_view() : std::string_view(sql), SqlDialect::Sqlite), start,
              start + static_cast<std::uint64_t>(taken.count()),
              {.type = sqlite_error_type(code), .status_code = status});
    }

    [[nodiscard]] std::vector<Running>::iterator find(sqlite3_stmt* statement) {
        return std::ranges::find(running_, statement, &Running::statement);
    }

    sqlite3* connection_;
    DatabaseCalls calls_;
    std::vector<Running> running_;
};

}  // namespace telemetryflow::integration
