#include "api/rfc3339.hpp"

#include <chrono>

namespace telemetryflow::local {

namespace {

// Reads a text from its front; `good` turns false at the first thing that does not fit.
struct Cursor {
    std::string_view rest;
    bool good = true;

    bool accept(char expected) {
        if (rest.empty() || rest.front() != expected) return false;
        rest.remove_prefix(1);
        return true;
    }
    void require(char expected) { good = accept(expected) && good; }
    bool at_digit() const { return !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; }

    int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; ++i) {
            if (!at_digit()) {
                good = false;
                return 0;
            }
            number = number * 10 + (rest.front() - '0');
            rest.remove_prefix(1);
        }
        return number;
    }
    std::int64_t fraction_nanoseconds() {
        good = good && at_digit();
        std::int64_t nanoseconds = 0;
        std::int64_t unit = 100'000'000;
        for (; at_digit(); rest.remove_prefix(1), unit /= 10)
            nanoseconds += unit * (rest.front() - '0');
        return nanoseconds;
    }
    std::chrono::minutes offset() {
        if (accept('Z') || accept('z')) return std::chrono::minutes{0};
        const bool west = accept('-');
        if (!west) require('+');
        const int hours = digits(2);
        require(':');
        const std::chrono::minutes size{hours * 60 + digits(2)};
        return west ? -size : size;
    }
};

}  // namespace

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
    Cursor cursor{text};
    const int year = cursor.digits(4);
    cursor.require('-');
    const auto month = static_cast<unsigned>(cursor.digits(2));
    cursor.require('-');
    const auto day = static_cast<unsigned>(cursor.digits(2));
    if (!cursor.accept('T') && !cursor.accept('t')) return std::nullopt;
    const int hours = cursor.digits(2);
    cursor.require(':');
    const int minutes = cursor.digits(2);
    cursor.require(':');
    const int seconds = cursor.digits(2);
    const std::int64_t fraction = cursor.accept('.') ? cursor.fraction_nanoseconds() : 0;
    const auto offset = cursor.offset();

    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!cursor.good || !cursor.rest.empty() || !date.ok() || hours > 23 || minutes > 59 || seconds > 60) {
        return std::nullopt;
    }
    if (year < 1970 || year > 2261) return std::nullopt;
    const auto time = std::chrono::sys_days{date} + std::chrono::hours{hours} + std::chrono::minutes{minutes} +
                      std::chrono::seconds{seconds} - offset;
    const auto nanoseconds = std::chrono::nanoseconds{time.time_since_epoch()}.count() + fraction;
    if (nanoseconds < 0) return std::nullopt;
    return nanoseconds;
}

}  // namespace telemetryflow::local
