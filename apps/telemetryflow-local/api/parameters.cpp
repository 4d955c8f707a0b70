#include "api/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "api/rfc3339.hpp"

namespace telemetryflow::local {

namespace {

constexpr std::int64_t kMaxLimit = 10'000;
constexpr double kNanosecondsPerMillisecond = 1e6;

template <typename Number>
std::optional<Number> number_from(const std::string& text) {
    Number number{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

Parameters::Parameters(const httplib::Request& request, std::initializer_list<std::string_view> known)
    : request_(request) {
    for (const auto& [name, value] : request.params) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string names;
            for (const auto& each : known)
                names += (names.empty() ? "" : ", ") + std::string(each);
            throw BadParameter("unknown parameter '" + name + "'; accepted: " + (names.empty() ? "none" : names));
        }
        if (name != "attribute" && request.get_param_value_count(name) > 1) {
            throw BadParameter(name, value, "one value, not several");
        }
    }
}

std::optional<std::string> Parameters::text(const std::string& name) const {
    auto value = request_.get_param_value(name);
    if (value.empty()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> Parameters::integer(const std::string& name, std::int64_t min, std::int64_t max) const {
    const auto value = text(name);
    if (!value) return std::nullopt;
    const auto number = number_from<std::int64_t>(*value);
    if (!number || *number < min || *number > max) {
        throw BadParameter(name, *value, "an integer from " + std::to_string(min) + " to " + std::to_string(max));
    }
    return number;
}

std::optional<bool> Parameters::boolean(const std::string& name) const {
    const auto value = text(name);
    if (!value) return std::nullopt;
    if (*value == "true") return true;
    if (*value == "false") return false;
    throw BadParameter(name, *value, "true or false");
}

std::optional<std::int64_t> Parameters::milliseconds(const std::string& name) const {
    const auto value = text(name);
    if (!value) return std::nullopt;
    const auto number = number_from<double>(*value);
    if (!number || !(*number >= 0 && *number <= 1e12)) {
        throw BadParameter(name, *value, "a number of milliseconds, not negative, such as 250 or 0.5");
    }
    return std::llround(*number * kNanosecondsPerMillisecond);
}

std::optional<std::string> Parameters::hex_id(const std::string& name, std::size_t digits) const {
    auto value = text(name);
    if (!value) return std::nullopt;
    if (value->size() != digits || value->find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
        throw BadParameter(name, *value, std::to_string(digits) + " hexadecimal digits");
    }
    for (auto& c : *value) {
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    }
    return value;
}

void Parameters::read_common(CommonFilter& filter) const {
    filter.service = text("service");
    filter.start = time("start");
    filter.end = time("end");
    filter.attributes = attributes();
    filter.page.limit = integer("limit", 1, kMaxLimit).value_or(filter.page.limit);
    filter.page.offset = integer("offset", 0, std::numeric_limits<std::int64_t>::max()).value_or(filter.page.offset);
}

std::optional<std::int64_t> Parameters::time(const std::string& name) const {
    const auto value = text(name);
    if (!value) return std::nullopt;
    if (const auto number = number_from<std::int64_t>(*value); number && *number >= 0) return number;
    if (const auto parsed = parse_rfc3339(*value)) return parsed;
    throw BadParameter(name, *value, "Unix nanoseconds or an RFC 3339 time such as 2024-05-01T12:00:00Z");
}

std::vector<AttributeFilter> Parameters::attributes() const {
    std::vector<AttributeFilter> filters;
    const auto [begin, end] = request_.params.equal_range("attribute");
    for (auto parameter = begin; parameter != end; ++parameter) {
        const auto& text = parameter->second;
        if (text.empty()) continue;
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw BadParameter("attribute", text, "key=value, with the '=' between them written as %3D");
        }
        filters.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    return filters;
}

}  // namespace telemetryflow::local
