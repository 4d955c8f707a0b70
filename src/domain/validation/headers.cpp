#include <algorithm>
#include <array>
#include <set>

#include "domain/config_validation.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

/// Headers that the transport itself writes; a second copy would break the request.
constexpr std::array<std::string_view, 11> kTransportHeaders{"accept",
                                                             "accept-encoding",
                                                             "connection",
                                                             "content-encoding",
                                                             "content-length",
                                                             "content-type",
                                                             "expect",
                                                             "host",
                                                             "te",
                                                             "trailer",
                                                             "transfer-encoding"};
constexpr std::array<std::string_view, 2> kReservedPrefixes{"x-telemetryflow-", "grpc-"};

bool is_reserved(const TelemetryConfig& config, std::string_view lower_name) {
    if (std::find(kTransportHeaders.begin(), kTransportHeaders.end(), lower_name) != kTransportHeaders.end())
        return true;
    if (lower_name == "authorization") return config.credentials.has_value();
    return std::any_of(kReservedPrefixes.begin(), kReservedPrefixes.end(),
                       [&](auto prefix) { return lower_name.starts_with(prefix); });
}

/// RFC 9110, section 5.5: visible characters, spaces and tabs, none of the latter two at the ends.
bool is_field_value(std::string_view value) noexcept {
    return text::trim(value) == value &&
           std::all_of(value.begin(), value.end(), [](char c) { return c == ' ' || c == '\t' || text::is_visible(c); });
}

}  // namespace

void validate_headers(const TelemetryConfig& config, FaultList& faults) {
    constexpr std::string_view kMend = "correct it in with_header() or TELEMETRYFLOW_HEADERS";
    std::set<std::string> names;
    for (const auto& [name, value] : config.headers) {
        const auto lower_name = text::to_lower(name);
        const auto shown = "headers: " + text::printable(name);
        if (!text::is_token(name)) {
            faults.add(shown + " is no header name (RFC 9110 token): " + std::string(kMend));
        } else if (is_reserved(config, lower_name)) {
            faults.add(shown + " is written by the SDK itself: remove it from with_header() or TELEMETRYFLOW_HEADERS");
        } else if (!names.insert(lower_name).second) {
            faults.add(shown + " is given more than once: keep one in with_header() or TELEMETRYFLOW_HEADERS");
        }
        if (!is_field_value(value)) {
            faults.add(shown +
                       " has a value with line breaks, control or non-ASCII characters, or blanks at its ends "
                       "(value not shown): " +
                       std::string(kMend));
        }
    }
    for (const auto& [field, value] : {std::pair<std::string, const std::string&>("environment", config.environment),
                                       {"collector_id", config.collector_id},
                                       {"collector_name", config.collector_name},
                                       {"collector_hostname", config.collector_hostname},
                                       {"datacenter", config.datacenter}}) {
        if (!is_field_value(value)) {
            faults.must_be(field, "printable ASCII without blanks at its ends, because it travels in a header",
                           text::printable(value), "change the value");
        }
    }
}

}  // namespace telemetryflow
