// Database: one SQLite connection. Statement: one prepared statement of it. Both are owned by Store, which lets one
// thread at a time near them; only interrupt() may be called from any thread.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sqlite3.h>

namespace telemetryflow::local {

// What SQLite refused, in its own words; never contains bound values.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql);

    // Parameters are bound in order, from the first one after a reset.
    Statement& bind(std::nullptr_t);
    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(std::string_view value);
    Statement& bind(const std::string& value) { return bind(std::string_view(value)); }
    Statement& bind(const SqlValue& value);

    // True while there is a row to read.
    bool step();
    // Runs a statement that answers no rows and makes it ready for its next use.
    void run();
    void reset();

    bool is_null(int column) const;
    bool is_text(int column) const;
    bool is_integer(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;

private:
    void check(int code) const;

    sqlite3* connection_;
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_;
    int next_parameter_ = 1;
};

class Database {
public:
    // An empty path means a database in memory. A new file is readable by its owner only.
    explicit Database(const std::string& path);

    void execute(const char* sql);
    Statement prepare(std::string_view sql) { return Statement(connection_.get(), sql); }
    Statement prepare(std::string_view sql, const std::vector<SqlValue>& values);
    std::int64_t changed_rows() const;
    std::int64_t last_row_id() const;
    void interrupt();

private:
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> connection_;
};

// Rolls back unless commit() was reached.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& database_;
    bool committed_ = false;
};

}  // namespace telemetryflow::local
