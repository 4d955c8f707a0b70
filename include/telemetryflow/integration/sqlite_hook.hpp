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
        bool runs_anew = false;
    };

    [[nodiscard]] static std::string file_of(sqlite3* connection) {
        const char* path = sqlite3_db_filename(connection, "main");
        const std::string_view name = path == nullptr ? std::string_view() : std::string_view(path);
        if (name.empty()) return ":memory:";
        return std::string(name.substr(name.rfind('/') + 1));
    }

    // SQLite is C: nothing may be thrown through it.
    static int on_event(unsigned int event, void* hook, void* subject, void* detail) noexcept try {
        auto& self = *static_cast<SqliteHook*>(hook);
        switch (event) {
            case SQLITE_TRACE_STMT:
                self.begin(static_cast<sqlite3_stmt*>(subject), static_cast<const char*>(detail));
                break;
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

    void begin(sqlite3_stmt* statement, std::string_view text) {
        const auto running = find(statement);
        if (running != running_.end()) {
            // A trigger's statements are announced under the one that is running, as comments.
            if (!running->runs_anew || text.starts_with("--")) return;
            // What could not be prepared anew did not run.
            running_.erase(running);
        }
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
        const int code = error_of(statement);
        if ((code & 0xff) == SQLITE_SCHEMA) {
            // SQLite prepares it anew and runs it again, does not announce that, but tells when it is done.
            running->runs_anew = true;
            return;
        }
        const auto taken = std::chrono::duration_cast<std::chrono::nanoseconds>(SteadyClock::now() - running->begin);
        const std::uint64_t start = running->start_unix_nano;
        running_.erase(running);

        const std::string status = code == SQLITE_OK ? std::string() : std::to_string(code);
        const char* sql = sqlite3_sql(statement);
        ended(describe_sql(sql == nullptr ? std::string_view() : std::string_view(sql), SqlDialect::Sqlite), start,
              start + static_cast<std::uint64_t>(taken.count()),
              {.type = sqlite_error_type(code), .status_code = status});
    }

    [[nodiscard]] static int error_of(sqlite3_stmt* statement) noexcept {
        const int logged = take_sqlite_error();
        // Neither done nor at a row: a lock was not to be had, which SQLite logs nowhere.
        if (logged == SQLITE_OK && sqlite3_stmt_busy(statement) != 0 && sqlite3_data_count(statement) == 0)
            return SQLITE_BUSY;
        return logged;
    }

    [[nodiscard]] std::vector<Running>::iterator find(sqlite3_stmt* statement) {
        return std::ranges::find(running_, statement, &Running::statement);
    }

    sqlite3* connection_;
    DatabaseCalls calls_;
    std::vector<Running> running_;
};

}  // namespace telemetryflow::integration
