#include "infrastructure/prometheus/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace telemetryflow::prometheus {
namespace {

template <class Number>
void append_digits(std::string& text, Number number) {
    std::array<char, 32> digits{};
    text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

}  // namespace

void append_number(std::string& text, double number) {
    if (std::isnan(number)) {
        text += "NaN";
    } else if (std::isinf(number)) {
        text += number > 0 ? "+Inf" : "-Inf";
    } else {
        append_digits(text, number);
    }
}

void append_number(std::string& text, std::uint64_t number) {
    append_digits(text, number);
}

void append_number(std::string& text, NumberValue number) {
    if (number.is_double()) return append_number(text, number.as_double());
    append_digits(text, number.as_int64());
}

std::string bound_text(double bound, bool is_open_metrics) {
    std::string text;
    append_number(text, bound);
    if (is_open_metrics && text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text;
}

void append_seconds(std::string& text, std::uint64_t unix_nano) {
    constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;
    constexpr std::size_t kDigits = 9;
    append_digits(text, unix_nano / kNanosPerSecond);
    const std::string fraction = std::to_string(unix_nano % kNanosPerSecond);
    text.append(1, '.').append(kDigits - fraction.size(), '0').append(fraction);
}

}  // namespace telemetryflow::prometheus
