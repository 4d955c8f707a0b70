#include "store/database.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace telemetryflow::local {

namespace {

[[noreturn]] void fail(sqlite3* connection) {
    throw DatabaseError(connection != nullptr ? sqlite3_errmsg(connection) : "out of memory");
}

// SQLite creates files with the permissions the umask leaves; telemetry may hold personal data.
void create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_CLOEXEC | O_RDWR, 0600);
    if (file >= 0) ::close(file);
}

}  // namespace

Statement::Statement(sqlite3* connection, std::string_view sql)
    : connection_(connection), statement_(nullptr, &sqlite3_finalize) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
    statement_.reset(statement);
}

Statement& Statement::bind(std::nullptr_t) {
    check(sqlite3_bind_null(statement_.get(), next_parameter_++));
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), next_parameter_++, value));
    return *this;
}

Statement& Statement::bind(double value) {
    check(sqlite3_bind_double(statement_.get(), next_parameter_++, value));
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    // A null pointer would bind NULL instead of an empty text.
    const char* data = value.data() != nullptr ? value.data() : "";
    check(sqlite3_bind_text64(statement_.get(), next_parameter_++, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const SqlValue& value) {
    return std::visit([this](const auto& held) -> Statement& { return bind(held); }, value);
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(connection_);
    return code == SQLITE_ROW;
}

void Statement::run() {
    step();
    reset();
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    next_parameter_ = 1;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}
bool Statement::is_text(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_TEXT;
}
bool Statement::is_integer(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(connection_);
}

Database::Database(const std::string& path) : connection_(nullptr, &sqlite3_close) {
    if (!path.empty()) create_private(path);
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.empty() ? ":memory:" : path.c_str(), &connection,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK) fail(connection);
    sqlite3_busy_timeout(connection, 5000);
}

void Database::execute(const char* sql) {
    if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection_.get());
}

Statement Database::prepare(std::string_view sql, const std::vector<SqlValue>& values) {
    Statement statement = prepare(sql);
    for (const auto& value : values)
        statement.bind(value);
    return statement;
}

std::int64_t Database::changed_rows() const {
    return sqlite3_changes64(connection_.get());
}
std::int64_t Database::last_row_id() const {
    return sqlite3_last_insert_rowid(connection_.get());
}
void Database::interrupt() {
    sqlite3_interrupt(connection_.get());
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (committed_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const DatabaseError&) {
        // SQLite has already rolled back after some errors, and says so with an error.
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    committed_ = true;
}

}  // namespace telemetryflow::local
