#include "domain/rules.hpp"

#include <algorithm>
#include <chrono>

namespace @{module} {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether `text` is what `form` is, in which 'x' is a digit of base 16, '0' one of base 10, and the rest itself.
bool has_form(std::string_view text, std::string_view form) {
    return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
        if (wanted == 'x') return is_digit(c) || (c >= 'a' && c <= 'f');
        return wanted == '0' ? is_digit(c) : c == wanted;
    });
}

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int number = 0;
    for (const char c : text.substr(at, digits))
        number = number * 10 + (c - '0');
    return number;
}

}  // namespace

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_uuid(std::string_view text) {
    return has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

bool is_datetime(std::string_view text) {
    if (!has_form(text, "0000-00-00T00:00:00Z")) return false;
    const std::chrono::year_month_day day{std::chrono::year(number_at(text, 0, 4)),
                                          std::chrono::month(static_cast<unsigned int>(number_at(text, 5, 2))),
                                          std::chrono::day(static_cast<unsigned int>(number_at(text, 8, 2)))};
    return day.ok() && number_at(text, 0, 4) > 0 && number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 &&
           number_at(text, 17, 2) < 60;
}

void min_length(FieldErrors& errors, const char* field, const std::string& value, std::size_t length) {
    if (length_of(value) >= length) return;
    errors.push_back({field, length == 1 ? "must not be empty"
                                         : "must have at least " + std::to_string(length) + " characters"});
}

void max_length(FieldErrors& errors, const char* field, const std::string& value, std::size_t length) {
    if (length_of(value) <= length) return;
    errors.push_back({field, "must have at most " + std::to_string(length) + " characters"});
}

void uuid(FieldErrors& errors, const char* field, const std::string& value) {
    if (!is_uuid(value)) errors.push_back({field, "must be a UUID in lower case"});
}

void datetime(FieldErrors& errors, const char* field, const std::string& value) {
    if (!is_datetime(value)) errors.push_back({field, "must be a time such as 2026-01-31T12:00:00Z"});
}

}  // namespace @{module}
