#include "infrastructure/connection.hpp"

#include <charconv>
#include <type_traits>

namespace @{module} {

namespace {

// Object ids of PostgreSQL's own types, which never change.
constexpr pqxx::oid kBoolean = 16;
constexpr pqxx::oid kBigint = 20;
constexpr pqxx::oid kInteger = 23;
constexpr pqxx::oid kDouble = 701;

constexpr const char* kLock = "SELECT pg_advisory_xact_lock(7265737461706900)";

std::string as_text(double value) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return {digits, end};
}

std::string as_text(const Value& value) {
    return std::visit(
        [](const auto& one) -> std::string {
            using Type = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<Type, std::nullptr_t>) {
                return {};
            } else if constexpr (std::is_same_v<Type, bool>) {
                return one ? "t" : "f";
            } else if constexpr (std::is_same_v<Type, double>) {
                return as_text(one);
            } else if constexpr (std::is_same_v<Type, std::int64_t>) {
                return std::to_string(one);
            } else {
                return one;
            }
        },
        value);
}

Value field_value(const pqxx::field& field) {
    if (field.is_null()) return nullptr;
    switch (field.type()) {
        case kBoolean: return field.as<bool>();
        case kBigint:
        case kInteger: return std::int64_t{field.as<long long>()};
        case kDouble: return field.as<double>();
        default: return std::string(field.c_str(), field.size());
    }
}

}  // namespace

@if telemetry
Connection::Connection(telemetryflow::TelemetryFlowClient& client, const std::string& where)
    : connection_(where), traced_(client, connection_) {}
@else
Connection::Connection(const std::string& where) : connection_(where) {}
@end

template <class Run>
pqxx::result Connection::within_transaction(Run&& run) {
    if (current_ != nullptr) return run(*current_);
    pqxx::nontransaction alone(connection_);
    return run(alone);
}

std::vector<Row> Connection::query(const std::string& sql, const std::vector<Value>& parameters) {
    std::vector<std::string> texts;
    texts.reserve(parameters.size());
    for (const Value& value : parameters)
        texts.push_back(as_text(value));
    std::vector<const char*> pointers;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        pointers.push_back(std::holds_alternative<std::nullptr_t>(parameters[i]) ? nullptr : texts[i].c_str());
    const pqxx::result result = within_transaction([&](pqxx::transaction_base& transaction) {
@if telemetry
        return traced_.exec_params(transaction, sql, pqxx::prepare::make_dynamic_params(pointers));
@else
        return transaction.exec_params(sql, pqxx::prepare::make_dynamic_params(pointers));
@end
    });
    std::vector<Row> rows;
    for (const pqxx::row& found : result) {
        Row& row = rows.emplace_back();
        for (const pqxx::field& field : found)
            row.push_back(field_value(field));
    }
    return rows;
}

void Connection::exclusively(const std::function<void()>& work) {
    pqxx::work transaction(connection_);
    transaction.exec(kLock);
    current_ = &transaction;
    try {
        work();
        current_ = nullptr;
@if telemetry
        traced_.commit(transaction);
@else
        transaction.commit();
@end
    } catch (...) {
        current_ = nullptr;
        throw;
    }
}

void Connection::run_script(const std::string& sql) {
    within_transaction([&](pqxx::transaction_base& transaction) { return transaction.exec(sql); });
}

}  // namespace @{module}
