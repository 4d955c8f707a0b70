#include "store/where.hpp"

#include <charconv>

namespace telemetryflow::local {

namespace {

constexpr const char* kMatchingValue =
    "key = ? AND (CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(value AS TEXT) END = ? "
    "OR (type IN ('integer', 'real') AND value = ?))";

SqlValue as_number(const std::string& text) {
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, integer); error == std::errc{} && stop == end) {
        return integer;
    }
    double real = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, real); error == std::errc{} && stop == end) {
        return real;
    }
    return nullptr;
}

}  // namespace

Where& Where::add(const std::string& condition, std::vector<SqlValue> values) {
    if (!conditions_.empty()) conditions_ += " AND ";
    conditions_ += condition;
    for (auto& value : values)
        values_.push_back(std::move(value));
    return *this;
}

Where& Where::add_common(const CommonFilter& filter, const std::string& alias, const std::string& time_column) {
    add_service_and_attributes(filter, alias);
    return add_times(filter, alias + "." + time_column);
}

Where& Where::add_service_and_attributes(const CommonFilter& filter, const std::string& alias) {
    if (filter.service) add("r.service = ?", {*filter.service});
    for (const auto& [key, value] : filter.attributes) {
        const auto number = as_number(value);
        add("(EXISTS (SELECT 1 FROM json_each(" + alias + ".attributes) WHERE " + kMatchingValue +
                ") OR EXISTS (SELECT 1 FROM json_each(r.content) WHERE " + kMatchingValue + "))",
            {key, value, number, key, value, number});
    }
    return *this;
}

Where& Where::add_times(const CommonFilter& filter, const std::string& time_expression) {
    if (filter.start) add(time_expression + " >= ?", {*filter.start});
    if (filter.end) add(time_expression + " < ?", {*filter.end});
    return *this;
}

std::string Where::sql(const std::string& keyword) const {
    return conditions_.empty() ? "" : keyword + conditions_;
}

}  // namespace telemetryflow::local
