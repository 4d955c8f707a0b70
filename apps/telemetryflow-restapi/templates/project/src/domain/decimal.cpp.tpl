#include "domain/decimal.hpp"

#include <algorithm>

namespace @{module} {

namespace {

constexpr std::int64_t kOne = 10'000;
constexpr std::size_t kWholeDigits = 14;
constexpr std::size_t kPlaces = 4;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    const std::string_view places = text.substr(std::min(point + 1, text.size()));
    if (whole.empty() || whole.size() > kWholeDigits || places.size() > kPlaces) return std::nullopt;
    if (point < text.size() && places.empty()) return std::nullopt;
    if (!std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
    if (!std::all_of(places.begin(), places.end(), is_digit)) return std::nullopt;
    std::int64_t count = 0;
    for (const char c : whole)
        count = count * 10 + (c - '0');
    for (std::size_t i = 0; i < kPlaces; ++i)
        count = count * 10 + (i < places.size() ? places[i] - '0' : 0);
    return from_ten_thousandths(negative ? -count : count);
}

std::string Decimal::to_string() const {
    const std::int64_t count = ten_thousandths_ < 0 ? -ten_thousandths_ : ten_thousandths_;
    std::string text = (ten_thousandths_ < 0 ? "-" : "") + std::to_string(count / kOne);
    if (count % kOne == 0) return text;
    std::string places = std::to_string(kOne + count % kOne).substr(1);
    while (places.back() == '0')
        places.pop_back();
    return text + "." + places;
}

}  // namespace @{module}
