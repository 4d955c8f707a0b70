#pragma once

// A connection to SQLite that throws what goes wrong. It knows nothing of telemetry. Used by one thread at a time.

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

class Database {
public:
    using Row = std::vector<std::string>;

    explicit Database(const std::string& file) {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open(file.c_str(), &opened);
        connection_.reset(opened);
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(opened));
        sqlite3_busy_timeout(opened, 10'000);
    }

    /// Runs one statement; the first row of its answer, empty when there is none.
    Row run(const std::string& sql, std::initializer_list<std::string> parameters = {}) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v2(native(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) fail();
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
        int position = 0;
        for (const std::string& parameter : parameters)
            sqlite3_bind_text(prepared, ++position, parameter.c_str(), -1, SQLITE_STATIC);
        Row row;
        int code = sqlite3_step(prepared);
        for (int column = 0; code == SQLITE_ROW && column < sqlite3_column_count(prepared); ++column)
            row.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(prepared, column)));
        while (code == SQLITE_ROW)
            code = sqlite3_step(prepared);
        if (code != SQLITE_DONE) fail();
        return row;
    }

    [[nodiscard]] sqlite3* native() const { return connection_.get(); }

private:
    [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(native())); }

    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection_{nullptr, sqlite3_close};
};
