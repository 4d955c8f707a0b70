#pragma once

// The rules that fields keep. Each adds to `errors` what a value breaks; an optional one that is absent breaks none.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/field_error.hpp"

namespace @{module} {

/// The characters of a text in UTF-8, not its bytes.
[[nodiscard]] std::size_t length_of(std::string_view text);
/// "123e4567-e89b-12d3-a456-426614174000", in lower case, as databases give it back.
[[nodiscard]] bool is_uuid(std::string_view text);
/// "2026-01-31T12:00:00Z": RFC 3339 in UTC, to the second.
[[nodiscard]] bool is_datetime(std::string_view text);

void min_length(FieldErrors& errors, const char* field, const std::string& value, std::size_t length);
void max_length(FieldErrors& errors, const char* field, const std::string& value, std::size_t length);
void uuid(FieldErrors& errors, const char* field, const std::string& value);
void datetime(FieldErrors& errors, const char* field, const std::string& value);

/// `shown` is the limit as messages have it.
template <class Number>
void at_least(FieldErrors& errors, const char* field, const Number& value, const Number& limit, const char* shown) {
    if (value < limit) errors.push_back({field, std::string("must be at least ") + shown});
}
template <class Number>
void at_most(FieldErrors& errors, const char* field, const Number& value, const Number& limit, const char* shown) {
    if (value > limit) errors.push_back({field, std::string("must be at most ") + shown});
}

inline void min_length(FieldErrors& errors, const char* field, const std::optional<std::string>& value,
                       std::size_t length) {
    if (value) min_length(errors, field, *value, length);
}
inline void max_length(FieldErrors& errors, const char* field, const std::optional<std::string>& value,
                       std::size_t length) {
    if (value) max_length(errors, field, *value, length);
}
inline void uuid(FieldErrors& errors, const char* field, const std::optional<std::string>& value) {
    if (value) uuid(errors, field, *value);
}
inline void datetime(FieldErrors& errors, const char* field, const std::optional<std::string>& value) {
    if (value) datetime(errors, field, *value);
}
template <class Number>
void at_least(FieldErrors& errors, const char* field, const std::optional<Number>& value, const Number& limit,
              const char* shown) {
    if (value) at_least(errors, field, *value, limit, shown);
}
template <class Number>
void at_most(FieldErrors& errors, const char* field, const std::optional<Number>& value, const Number& limit,
             const char* shown) {
    if (value) at_most(errors, field, *value, limit, shown);
}

}  // namespace @{module}
