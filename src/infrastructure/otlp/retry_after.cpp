#include "infrastructure/otlp/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace telemetryflow::infrastructure {

namespace {

using std::chrono::seconds;

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Cuts the next word off `text`; words end at spaces, commas and dashes, as in all three HTTP-date forms.
std::string_view next_word(std::string_view& text) {
    const auto first = text.find_first_not_of(" ,-");
    if (first == std::string_view::npos) return text = {};
    text.remove_prefix(first);
    const auto end = std::min(text.find_first_of(" ,-"), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

bool parse_number(std::string_view word, std::size_t max_digits, int& value) {
    if (!all_digits(word) || word.size() > max_digits) return false;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return true;
}

bool parse_month(std::string_view word, int& month) {
    const auto* const found = std::find(kMonths.begin(), kMonths.end(), word);
    month = static_cast<int>(found - kMonths.begin()) + 1;
    return found != kMonths.end();
}

bool parse_time(std::string_view word, seconds& time) {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (word.size() != 8 || word[2] != ':' || word[5] != ':' || !parse_number(word.substr(0, 2), 2, hour) ||
        !parse_number(word.substr(3, 2), 2, minute) || !parse_number(word.substr(6, 2), 2, second)) {
        return false;
    }
    if (hour > 23 || minute > 59 || second > 60) return false;
    time = std::chrono::hours(hour) + std::chrono::minutes(minute) + seconds(second);
    return true;
}

/// IMF-fixdate "Sun, 06 Nov 1994 08:49:37 GMT", RFC 850 "Sunday, 06-Nov-94 08:49:37 GMT" and asctime
/// "Sun Nov  6 08:49:37 1994", seconds since 1970.
std::optional<seconds> parse_http_date(std::string_view text) {
    next_word(text);  // the day's name follows from the date
    int day = 0;
    int month = 0;
    int year = 0;
    seconds time{};
    const auto second_word = next_word(text);
    if (parse_month(second_word, month)) {
        if (!parse_number(next_word(text), 2, day) || !parse_time(next_word(text), time)) return std::nullopt;
        if (!parse_number(next_word(text), 4, year)) return std::nullopt;
    } else {
        if (!parse_number(second_word, 2, day) || !parse_month(next_word(text), month)) return std::nullopt;
        const auto year_word = next_word(text);
        if (!parse_number(year_word, 4, year) || !parse_time(next_word(text), time)) return std::nullopt;
        if (year_word.size() == 2) year += year < 70 ? 2000 : 1900;
        if (next_word(text) != "GMT") return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch() + time;
}

}  // namespace

std::optional<std::chrono::nanoseconds> clamp_retry_after(seconds wait, std::chrono::nanoseconds fraction) {
    if (wait >= kMaxRetryAfter) return kMaxRetryAfter;
    if (wait < seconds(0)) return std::nullopt;
    const auto total = wait + std::clamp(fraction, std::chrono::nanoseconds(0), std::chrono::nanoseconds(999'999'999));
    if (total.count() == 0) return std::nullopt;
    return std::min<std::chrono::nanoseconds>(total, kMaxRetryAfter);
}

std::optional<std::chrono::nanoseconds> parse_retry_after(std::string_view value,
                                                          std::chrono::system_clock::time_point now) {
    value = trimmed(value);
    if (all_digits(value)) {
        const auto first = value.find_first_not_of('0');
        if (first == std::string_view::npos) return std::nullopt;
        value.remove_prefix(first);
        int wait = 0;
        if (!parse_number(value, 9, wait)) return kMaxRetryAfter;
        return clamp_retry_after(seconds(wait));
    }
    const auto date = parse_http_date(value);
    if (!date) return std::nullopt;
    return clamp_retry_after(*date - std::chrono::floor<seconds>(now.time_since_epoch()));
}

}  // namespace telemetryflow::infrastructure
