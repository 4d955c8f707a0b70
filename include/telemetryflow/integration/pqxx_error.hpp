#pragma once

// What libpqxx throws, in words of low cardinality. Pure functions.

#include <exception>
#include <string>
#include <string_view>

#include <pqxx/except>

namespace telemetryflow::integration {

/// The SQLSTATE of PostgreSQL's answer; empty where there was none. libpqxx does not keep it for what rolls a
/// transaction back, but has a type for each.
[[nodiscard]] inline std::string pqxx_sqlstate(const std::exception& error) {
    if (const auto* sql = dynamic_cast<const pqxx::sql_error*>(&error)) return sql->sqlstate();
    if (dynamic_cast<const pqxx::serialization_failure*>(&error) != nullptr) return "40001";
    if (dynamic_cast<const pqxx::statement_completion_unknown*>(&error) != nullptr) return "40003";
    if (dynamic_cast<const pqxx::deadlock_detected*>(&error) != nullptr) return "40P01";
    if (dynamic_cast<const pqxx::transaction_rollback*>(&error) != nullptr) return "40000";
    return {};
}

[[nodiscard]] inline std::string_view pqxx_error_type(const std::exception& error) noexcept {
    if (dynamic_cast<const pqxx::sql_error*>(&error) != nullptr) return "pqxx::sql_error";
    if (dynamic_cast<const pqxx::broken_connection*>(&error) != nullptr) return "pqxx::broken_connection";
    if (dynamic_cast<const pqxx::in_doubt_error*>(&error) != nullptr) return "pqxx::in_doubt_error";
    if (dynamic_cast<const pqxx::usage_error*>(&error) != nullptr) return "pqxx::usage_error";
    return "_OTHER";
}

}  // namespace telemetryflow::integration
