#include "model/decimal_text.hpp"

#include <algorithm>
#include <charconv>

namespace telemetryflow::restapi {

namespace {

constexpr std::int64_t kOne = 10'000;
constexpr std::size_t kPlaces = 4;
constexpr std::size_t kWholeDigits = 14;

}  // namespace

std::optional<std::int64_t> parse_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    std::string places(text.substr(std::min(point + 1, text.size())));
    if (digits.empty() || digits.size() > kWholeDigits || places.size() > kPlaces) return std::nullopt;
    if (point < text.size() && places.empty()) return std::nullopt;
    places.resize(kPlaces, '0');
    digits += places;
    if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return negative ? -count : count;
}

std::string decimal_text(std::int64_t ten_thousandths) {
    const std::int64_t count = ten_thousandths < 0 ? -ten_thousandths : ten_thousandths;
    std::string text = (ten_thousandths < 0 ? "-" : "") + std::to_string(count / kOne);
    if (count % kOne == 0) return text;
    text += "." + std::to_string(kOne + count % kOne).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

}  // namespace telemetryflow::restapi
