#pragma once

// A connection to SQLite that throws what goes wrong. It knows nothing of telemetry. Used by one thread.

#include <memory>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

class Database {
public:
    explicit Database(const std::string& file) {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open(file.c_str(), &opened);
        connection_.reset(opened);
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(opened));
        sqlite3_busy_timeout(opened, 10'000);
    }

    /// Runs one statement with up to one number for its parameter; the first column of its first row, or 0.
    int run(const std::string& sql, int parameter = 0) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) fail();
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
        if (sqlite3_bind_parameter_count(prepared) > 0) sqlite3_bind_int(prepared, 1, parameter);
        const int code = sqlite3_step(prepared);
        if (code != SQLITE_ROW && code != SQLITE_DONE) fail();
        return code == SQLITE_ROW ? sqlite3_column_int(prepared, 0) : 0;
    }

private:
    [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(connection_.get())); }

    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection_{nullptr, sqlite3_close};
};
