#pragma once

// A field's value as JSON has it.

#include <optional>

#include <nlohmann/json.hpp>

#include "domain/decimal.hpp"

namespace @{module} {

template <class T>
nlohmann::json json_value(const T& value) {
    return value;
}
/// A string, because numbers of JSON are read as binary fractions, which no tenth is.
inline nlohmann::json json_value(const Decimal& value) {
    return value.to_string();
}
template <class T>
nlohmann::json json_value(const std::optional<T>& value) {
    return value ? json_value(*value) : nlohmann::json(nullptr);
}

}  // namespace @{module}
