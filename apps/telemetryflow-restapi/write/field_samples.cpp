#include "write/field_samples.hpp"

#include <cstdint>
#include <limits>
#include <optional>

#include "model/decimal_text.hpp"

namespace telemetryflow::restapi {

namespace {

std::string text_of(std::int64_t length) {
    return "std::string(" + std::to_string(length) + ", 'a')";
}
std::string integer_of(std::int64_t number) {
    return "std::int64_t{" + std::to_string(number) + "}";
}
std::string decimal_of(std::int64_t ten_thousandths) {
    return '"' + decimal_text(ten_thousandths) + '"';
}

/// `usual`, or the limit that it is beyond.
template <class Number>
Number within(Number usual, std::optional<Number> min, std::optional<Number> max) {
    if (min && usual < *min) return *min;
    return max && usual > *max ? *max : usual;
}

std::optional<std::int64_t> integer(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    return std::stoll(*text);
}
std::optional<std::int64_t> decimal(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    return parse_decimal(*text);
}

std::string number_sample(const Field& field) {
    constexpr double kUsual = 1.5;
    if (field.min && kUsual < std::stod(*field.min)) return *field.min;
    return field.max && kUsual > std::stod(*field.max) ? *field.max : "1.5";
}

std::string length_message(const char* bound, std::int64_t length) {
    return std::string("must have at ") + bound + " " + std::to_string(length) + " characters";
}

std::vector<Violation> beyond_lengths(const Field& field) {
    std::vector<Violation> found;
    const std::int64_t min = integer(field.min).value_or(0);
    if (min > 0) found.push_back({text_of(min - 1), min == 1 ? "must not be empty" : length_message("least", min)});
    if (field.max) found.push_back({text_of(*integer(field.max) + 1), length_message("most", *integer(field.max))});
    return found;
}

std::vector<Violation> beyond_limits(const Field& field) {
    using Limit = std::numeric_limits<std::int64_t>;
    std::vector<Violation> found;
    const auto add = [&found](const char* bound, const std::string& limit, const std::string& value) {
        found.push_back({value, std::string("must be at ") + bound + " " + limit});
    };
    if (field.type == FieldType::Integer) {
        if (field.min) add("least", *field.min, integer_of(*integer(field.min) - 1));
        if (field.max && *integer(field.max) < Limit::max())
            add("most", *field.max, integer_of(*integer(field.max) + 1));
    } else if (field.type == FieldType::Decimal) {
        // One more might be one digit too many.
        constexpr std::int64_t kLargest = 999'999'999'999'999'999;
        if (field.min && *decimal(field.min) > -kLargest) add("least", *field.min, decimal_of(*decimal(field.min) - 1));
        if (field.max && *decimal(field.max) < kLargest) add("most", *field.max, decimal_of(*decimal(field.max) + 1));
    } else {
        if (field.min) add("least", *field.min, "std::nextafter(" + *field.min + ", -HUGE_VAL)");
        if (field.max) add("most", *field.max, "std::nextafter(" + *field.max + ", HUGE_VAL)");
    }
    return found;
}

Violation wrong_type(FieldType type) {
    switch (type) {
        case FieldType::Integer: return {"1.5", "must be an integer"};
        case FieldType::Number: return {"\"1\"", "must be a number"};
        case FieldType::Decimal: return {"1", "must be a decimal number as a string, such as \"12.50\""};
        case FieldType::Boolean: return {"1", "must be true or false"};
        case FieldType::String:
        case FieldType::Text:
        case FieldType::Datetime:
        case FieldType::Uuid: break;
    }
    return {"1", "must be a string"};
}

}  // namespace

std::string sample_of(const Field& field) {
    constexpr std::int64_t kUsualLength = 5;
    constexpr std::int64_t kUsualInteger = 7;
    constexpr std::int64_t kUsualDecimal = 125'000;
    switch (field.type) {
        case FieldType::String:
        case FieldType::Text: return text_of(within(kUsualLength, integer(field.min), integer(field.max)));
        case FieldType::Integer: return integer_of(within(kUsualInteger, integer(field.min), integer(field.max)));
        case FieldType::Number: return number_sample(field);
        case FieldType::Decimal: return decimal_of(within(kUsualDecimal, decimal(field.min), decimal(field.max)));
        case FieldType::Boolean: return "true";
        case FieldType::Datetime: return "\"2026-01-31T12:00:00Z\"";
        case FieldType::Uuid: return "\"123e4567-e89b-12d3-a456-426614174000\"";
    }
    return {};
}

std::vector<Violation> violations_of(const Field& field) {
    std::vector<Violation> found;
    if (info_of(field.type).limits == Limits::Length) found = beyond_lengths(field);
    if (info_of(field.type).limits == Limits::Value) found = beyond_limits(field);
    if (field.type == FieldType::Uuid) found.push_back({"\"x\"", "must be a UUID in lower case"});
    if (field.type == FieldType::Datetime) found.push_back({"\"x\"", "must be a time such as 2026-01-31T12:00:00Z"});
    found.push_back(wrong_type(field.type));
    return found;
}

}  // namespace telemetryflow::restapi
