#include "model/parse_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "generator/names.hpp"
#include "generator/nearest.hpp"
#include "generator/usage_error.hpp"
#include "model/decimal_text.hpp"
#include "model/entity_names.hpp"

namespace telemetryflow::restapi {

namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::int64_t kLongestText = 100'000;
constexpr const char* kStringMax = "255";

// `id` is every entity's own; the others are macros of the C library.
constexpr std::array<std::string_view, 6> kTaken{"id", "assert", "errno", "stderr", "stdin", "stdout"};

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string shortest(double number) {
    std::array<char, 32> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    std::string text(digits.data(), result.ptr);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Whether `a` is less than `b`, both canonical for the type.
bool is_less(FieldType type, const std::string& a, const std::string& b) {
    if (type == FieldType::Number) return whole_number<double>(a) < whole_number<double>(b);
    if (type == FieldType::Decimal) return parse_decimal(a) < parse_decimal(b);
    return whole_number<std::int64_t>(a) < whole_number<std::int64_t>(b);
}

class FieldParser {
public:
    explicit FieldParser(std::string_view text) : text_(text) {}

    std::vector<Field> parse() {
        std::vector<Field> fields;
        for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
            const std::size_t begin = at_;
            Field field = parse_field();
            if (std::any_of(fields.begin(), fields.end(), [&](const Field& one) { return one.name == field.name; })) {
                fail(begin, "the field '" + field.name + "' is there twice");
            }
            fields.push_back(std::move(field));
        }
        if (fields.empty()) fail(0, "there is no field; write <name>:<type>, such as title:string");
        return fields;
    }

private:
    [[noreturn]] static void fail(std::size_t at, const std::string& what) {
        throw generator::UsageError("--fields: at character " + std::to_string(at + 1) + ": " + what);
    }

    void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlank, at_), text_.size()); }

    /// What is left up to one of `ends`, or a blank.
    std::string take(std::string_view ends) {
        const std::size_t begin = at_;
        at_ = std::min(text_.find_first_of(std::string(ends) + std::string(kBlank), at_), text_.size());
        return std::string(text_.substr(begin, at_ - begin));
    }
    bool take_char(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    Field parse_field() {
        Field field;
        const std::size_t begin = at_;
        field.name = take(":");
        check_name(begin, field.name);
        if (!take_char(':')) fail(at_, "':' and a type must follow '" + field.name + "'");
        parse_type(field);
        if (take_char(':')) {
            do {
                parse_rule(field);
            } while (take_char(','));
        }
        add_usual_limits(field);
        if (field.min && field.max && is_less(field.type, *field.max, *field.min)) {
            fail(begin, "of '" + field.name + "' the least, " + *field.min + ", is more than the most, " + *field.max);
        }
        return field;
    }

    static void check_name(std::size_t at, const std::string& name) {
        if (!is_snake_case(name)) {
            fail(at, "'" + name + "' is no name of a field; it takes a lower-case letter, then such letters, digits " +
                         "and '_'");
        }
        if (generator::is_cpp_reserved(name)) fail(at, "'" + name + "' is a word of C++; take another name");
        if (std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end()) {
            fail(at, "'" + name + "' is taken; take another name");
        }
    }

    void parse_type(Field& field) {
        const std::size_t begin = at_;
        const std::string name = take(":,");
        const std::optional<FieldType> type = field_type_of(name);
        if (type) {
            field.type = *type;
            return;
        }
        std::string known;
        std::vector<std::string> names;
        for (const FieldTypeInfo& one : field_types()) {
            names.emplace_back(one.name);
            known += (known.empty() ? "" : ", ") + names.back();
        }
        const std::string meant = generator::did_you_mean(name, names);
        fail(begin, "unknown type '" + name + "'" + (meant.empty() ? "; there are " + known : meant));
    }

    void parse_rule(Field& field) {
        const std::size_t begin = at_;
        const std::string rule = take("=,");
        if (rule == "required") {
            field.required = true;
        } else if (rule == "min" || rule == "max") {
            std::optional<std::string>& limit = rule == "min" ? field.min : field.max;
            if (info_of(field.type).limits == Limits::None) {
                fail(begin, "a " + std::string(info_of(field.type).name) + " has no '" + rule + "'");
            }
            if (limit) fail(begin, "'" + rule + "' is there twice");
            if (!take_char('=')) fail(at_, "'=' and a number must follow '" + rule + "'");
            const std::size_t number = at_;
            limit = parse_limit(number, field.type, take(","));
        } else {
            fail(begin, "unknown rule '" + rule + "'; there are required, min= and max=");
        }
    }

    static std::string parse_limit(std::size_t at, FieldType type, const std::string& text) {
        if (info_of(type).limits == Limits::Length) {
            const auto length = whole_number<std::int64_t>(text);
            if (length && *length >= 0 && *length <= kLongestText) return std::to_string(*length);
            fail(at, "'" + text + "' is no length; it takes a number from 0 to " + std::to_string(kLongestText));
        }
        if (type == FieldType::Integer) {
            const auto number = whole_number<std::int64_t>(text);
            if (number && *number != std::numeric_limits<std::int64_t>::min()) return std::to_string(*number);
            fail(at, "'" + text + "' is no integer of 64 bits");
        }
        if (type == FieldType::Decimal) {
            if (const auto number = parse_decimal(text)) return decimal_text(*number);
            fail(at, "'" + text + "' is no decimal of 14 digits before the point and 4 behind it");
        }
        const auto number = whole_number<double>(text);
        if (number && std::isfinite(*number)) return shortest(*number);
        fail(at, "'" + text + "' is no number");
    }

    /// A required text is not empty unless its own limits say so, and a string is no longer than forms have room for.
    static void add_usual_limits(Field& field) {
        if (info_of(field.type).limits != Limits::Length) return;
        if (!field.min && field.required && field.max != "0") field.min = "1";
        if (!field.max && field.type == FieldType::String &&
            !(field.min && is_less(field.type, kStringMax, *field.min))) {
            field.max = kStringMax;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Field> parse_fields(std::string_view text) {
    return FieldParser(text).parse();
}

std::string to_text(const Field& field) {
    std::string text = field.name + ":" + std::string(info_of(field.type).name);
    std::string rules = field.required ? "required" : "";
    if (field.min) rules += (rules.empty() ? "min=" : ",min=") + *field.min;
    if (field.max) rules += (rules.empty() ? "max=" : ",max=") + *field.max;
    return rules.empty() ? text : text + ":" + rules;
}

}  // namespace telemetryflow::restapi
