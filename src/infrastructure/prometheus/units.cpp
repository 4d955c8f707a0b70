#include "infrastructure/prometheus/units.hpp"

#include <algorithm>
#include <iterator>

#include "infrastructure/prometheus/metric_names.hpp"

namespace telemetryflow::prometheus {
namespace {

struct Unit {
    std::string_view symbol;
    std::string_view many;
    std::string_view one;  // after "per"
};

constexpr Unit kUnits[] = {
    {"d", "days", "day"},
    {"h", "hours", "hour"},
    {"min", "minutes", "minute"},
    {"s", "seconds", "second"},
    {"ms", "milliseconds", "millisecond"},
    {"us", "microseconds", "microsecond"},
    {"ns", "nanoseconds", "nanosecond"},
    {"wk", "weeks", "week"},
    {"mo", "months", "month"},
    {"a", "years", "year"},
    {"By", "bytes", "byte"},
    {"KiBy", "kibibytes", "kibibyte"},
    {"MiBy", "mebibytes", "mebibyte"},
    {"GiBy", "gibibytes", "gibibyte"},
    {"TiBy", "tebibytes", "tebibyte"},
    {"kBy", "kilobytes", "kilobyte"},
    {"MBy", "megabytes", "megabyte"},
    {"GBy", "gigabytes", "gigabyte"},
    {"TBy", "terabytes", "terabyte"},
    {"m", "meters", "meter"},
    {"V", "volts", "volt"},
    {"A", "amperes", "ampere"},
    {"J", "joules", "joule"},
    {"W", "watts", "watt"},
    {"g", "grams", "gram"},
    {"Cel", "celsius", "celsius"},
    {"Hz", "hertz", "hertz"},
    {"%", "percent", "percent"},
};

std::string word(std::string_view symbol, std::string_view Unit::*number) {
    const auto known = std::find_if(std::begin(kUnits), std::end(kUnits),
                                    [symbol](const Unit& unit) { return unit.symbol == symbol; });
    if (known != std::end(kUnits)) return std::string((*known).*number);
    return symbol == "1" ? std::string() : name_part(symbol);
}

// Without what is in braces; a brace that nothing closes goes, with all behind it.
std::string without_annotations(std::string_view unit) {
    std::string left;
    while (!unit.empty()) {
        const std::size_t begin = std::min(unit.find('{'), unit.size());
        left += unit.substr(0, begin);
        const std::size_t end = unit.find('}', begin);
        unit.remove_prefix(end == std::string_view::npos ? unit.size() : end + 1);
    }
    return left;
}

}  // namespace

std::string unit_words(std::string_view unit) {
    const std::string plain = without_annotations(unit);
    const std::string_view left = plain;
    const std::size_t slash = left.find('/');
    std::string words = word(left.substr(0, slash), &Unit::many);
    if (slash == std::string_view::npos) return words;
    const std::string per = word(left.substr(slash + 1), &Unit::one);
    if (per.empty()) return words;
    return (words.empty() ? "per_" : words + "_per_") + per;
}

}  // namespace telemetryflow::prometheus
