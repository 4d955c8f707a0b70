#pragma once

// Statements that go to PostgreSQL through libpqxx as client spans. Component `pqxx`. Tested with libpqxx 6.4 and
// PostgreSQL 15. Follows OpenTelemetry's semantic conventions for database clients and for PostgreSQL.

#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <pqxx/pqxx>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/describe_sql.hpp"
#include "telemetryflow/integration/pqxx_error.hpp"

namespace telemetryflow::integration {

/// Wraps a connection, which stays the caller's and is used by one thread at a time, here too. The connection and the
/// client must outlive it. Statements are recorded without literals and parameters; those in which backslashes escape
/// although they do not begin with E (standard_conforming_strings off) must not go through here. What pqxx throws is
/// recorded by its SQLSTATE, never by its message, which quotes data, and thrown on.
class PqxxConnection {
public:
    PqxxConnection(TelemetryFlowClient& client, pqxx::connection& connection)
        : connection_(connection), calls_(client, server_of(connection)) {}

    /// transaction.exec() in a span of its own.
    pqxx::result exec(pqxx::transaction_base& transaction, const std::string& sql) {
        return call(sql, [&] { return transaction.exec(sql); });
    }

    /// transaction.exec_params() in a span of its own.
    template <class... Arguments>
    pqxx::result exec_params(pqxx::transaction_base& transaction, const std::string& sql, Arguments&&... arguments) {
        return call(sql, [&] { return transaction.exec_params(sql, std::forward<Arguments>(arguments)...); });
    }

    /// connection.prepare(), which also makes the statement known for exec_prepared().
    void prepare(const std::string& name, const std::string& sql) {
        connection_.prepare(name, sql);
        prepared_.insert_or_assign(name, describe_sql(sql, SqlDialect::PostgreSql));
    }

    /// transaction.exec_prepared() in a span of its own, which names the statement where it was prepared here.
    template <class... Arguments>
    pqxx::result exec_prepared(pqxx::transaction_base& transaction, const std::string& name, Arguments&&... arguments) {
        const auto known = prepared_.find(name);
        return call_as(known == prepared_.end() ? DatabaseStatement{.operation = "EXECUTE"} : known->second,
                       [&] { return transaction.exec_prepared(name, std::forward<Arguments>(arguments)...); });
    }

    /// transaction.commit() in a span of its own.
    void commit(pqxx::transaction_base& transaction) {
        call("COMMIT", [&] { transaction.commit(); });
    }

    /// Returns what `run()` does, in a span for `sql`: for the other ways in which pqxx executes a statement.
    template <class Run>
    std::invoke_result_t<Run> call(std::string_view sql, Run&& run) {
        return call_as(describe_sql(sql, SqlDialect::PostgreSql), std::forward<Run>(run));
    }

private:
    template <class Run>
    std::invoke_result_t<Run> call_as(DatabaseStatement statement, Run&& run) {
        DatabaseSpan span = calls_.start(std::move(statement));
        try {
            return std::forward<Run>(run)();
        } catch (const std::exception& error) {
            const std::string state = pqxx_sqlstate(error);
            span.fail({.type = state.empty() ? pqxx_error_type(error) : state, .status_code = state});
            throw;
        } catch (...) {
            span.fail({.type = "_OTHER"});
            throw;
        }
    }

    [[nodiscard]] static DatabaseServer server_of(pqxx::connection& connection) {
        DatabaseServer server{.system = "postgresql", .name_space = text(connection.dbname())};
        server.address = text(connection.hostname());
        // A path is the folder of a socket, whose port is none of the network's.
        if (!server.address.starts_with('/')) server.port = std::atoi(text(connection.port()).c_str());
        return server;
    }
    [[nodiscard]] static std::string text(const char* value) {
        return value == nullptr ? std::string() : std::string(value);
    }

    pqxx::connection& connection_;
    DatabaseCalls calls_;
    std::map<std::string, DatabaseStatement> prepared_;
};

}  // namespace telemetryflow::integration
