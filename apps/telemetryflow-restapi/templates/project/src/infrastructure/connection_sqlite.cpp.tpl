#include "infrastructure/connection.hpp"

#include <stdexcept>
#include <type_traits>

namespace @{module} {

namespace {

constexpr int kPatienceMs = 10'000;

void bind(sqlite3_stmt* statement, int index, const Value& value) {
    std::visit(
        [&](const auto& one) {
            using Type = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<Type, std::nullptr_t>) {
                sqlite3_bind_null(statement, index);
            } else if constexpr (std::is_same_v<Type, double>) {
                sqlite3_bind_double(statement, index, one);
            } else if constexpr (std::is_same_v<Type, std::string>) {
                sqlite3_bind_text64(statement, index, one.data(), one.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
            } else {
                sqlite3_bind_int64(statement, index, static_cast<sqlite3_int64>(one));
            }
        },
        value);
}

Value column(sqlite3_stmt* statement, int index) {
    switch (sqlite3_column_type(statement, index)) {
        case SQLITE_NULL: return nullptr;
        case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, index));
        case SQLITE_FLOAT: return sqlite3_column_double(statement, index);
        default: break;
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
    return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, index)));
}

}  // namespace

@if telemetry
Connection::Connection(telemetryflow::TelemetryFlowClient& client, const std::string& where) {
@else
Connection::Connection(const std::string& where) {
@end
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(where.c_str(), &opened);
    connection_.reset(opened);
    if (code != SQLITE_OK) throw std::runtime_error("cannot open " + where + ": " + sqlite3_errmsg(opened));
    sqlite3_busy_timeout(opened, kPatienceMs);
    run_script("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
@if telemetry
    trace_ = std::make_unique<telemetryflow::integration::SqliteTrace>(client, opened);
@end
}

std::vector<Row> Connection::query(const std::string& sql, const std::vector<Value>& parameters) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) fail();
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
    int index = 0;
    for (const Value& value : parameters)
        bind(prepared, ++index, value);
    std::vector<Row> rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
        Row& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(prepared); ++i)
            row.push_back(column(prepared, i));
    }
    if (code != SQLITE_DONE) fail();
    return rows;
}

void Connection::exclusively(const std::function<void()>& work) {
    run_script("BEGIN IMMEDIATE");
    try {
        work();
        run_script("COMMIT");
    } catch (...) {
        sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

void Connection::run_script(const std::string& sql) {
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Connection::fail() const {
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(connection_.get()));
}

}  // namespace @{module}
