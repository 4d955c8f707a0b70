#include "amounts.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace telemetryflow::spool {

namespace {

std::string_view noun_of(SignalType signal) {
    switch (signal) {
        case SignalType::Metrics: return " metric point";
        case SignalType::Logs: return " log record";
        case SignalType::Traces: return " span";
    }
    return " item";
}

}  // namespace

std::string items_in_words(std::uint64_t items, SignalType signal) {
    return std::to_string(items) + std::string(noun_of(signal)) + (items == 1 ? "" : "s");
}

std::string waiting_in_words(const KeptProcess& process) {
    std::string words;
    for (const SignalType signal : kAllSignals) {
        if (process.of(signal).items == 0) continue;
        if (!words.empty()) words += ", ";
        words += items_in_words(process.of(signal).items, signal);
    }
    return words.empty() ? "nothing" : words;
}

std::string bytes_in_words(std::uint64_t bytes) {
    constexpr std::array<const char*, 4> kUnits{"KiB", "MiB", "GiB", "TiB"};
    constexpr double kStep = 1024;
    if (bytes < 1024) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    double value = static_cast<double>(bytes) / kStep;
    std::size_t unit = 0;
    for (; value >= kStep && unit + 1 < kUnits.size(); ++unit)
        value /= kStep;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %s", value, kUnits[unit]);
    return text.data();
}

std::string age_in_words(std::chrono::system_clock::duration age) {
    using namespace std::chrono;
    const auto seconds_of_it = std::max<std::int64_t>(duration_cast<seconds>(age).count(), 0);
    constexpr std::int64_t kMinute = 60;
    constexpr std::int64_t kHour = 60 * kMinute;
    constexpr std::int64_t kDay = 24 * kHour;
    if (seconds_of_it < kMinute) return std::to_string(seconds_of_it) + "s";
    if (seconds_of_it < kHour) return std::to_string(seconds_of_it / kMinute) + "m";
    if (seconds_of_it < 2 * kDay) return std::to_string(seconds_of_it / kHour) + "h";
    return std::to_string(seconds_of_it / kDay) + "d";
}

std::string processes_in_words(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " process" : " processes");
}

}  // namespace telemetryflow::spool
