#pragma once

// What goes into statements and comes out of them, in either direction.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "domain/decimal.hpp"

namespace @{module} {

using Value = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string>;
using Row = std::vector<Value>;

inline Value to_value(const std::string& value) {
    return value;
}
inline Value to_value(std::int64_t value) {
    return value;
}
inline Value to_value(double value) {
    return value;
}
inline Value to_value(bool value) {
    return value;
}
inline Value to_value(const Decimal& value) {
    return value.to_string();
}
template <class T>
Value to_value(const std::optional<T>& value) {
    return value ? to_value(*value) : Value(nullptr);
}

inline void from_value(const Value& value, std::string& to) {
    to = std::get<std::string>(value);
}
inline void from_value(const Value& value, std::int64_t& to) {
    to = std::get<std::int64_t>(value);
}
inline void from_value(const Value& value, double& to) {
    to = std::get<double>(value);
}
inline void from_value(const Value& value, bool& to) {
    // SQLite has no type of its own for it.
    to = std::holds_alternative<bool>(value) ? std::get<bool>(value) : std::get<std::int64_t>(value) != 0;
}
inline void from_value(const Value& value, Decimal& to) {
    const std::optional<Decimal> decimal = Decimal::parse(std::get<std::string>(value));
    if (!decimal) throw std::runtime_error("the database holds a decimal that is none");
    to = *decimal;
}
template <class T>
void from_value(const Value& value, std::optional<T>& to) {
    if (std::holds_alternative<std::nullptr_t>(value)) {
        to.reset();
    } else {
        from_value(value, to.emplace());
    }
}

}  // namespace @{module}
