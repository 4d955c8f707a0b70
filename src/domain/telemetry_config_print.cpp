#include <ostream>

#include "telemetryflow/domain/telemetry_config.hpp"

#include "domain/text.hpp"

namespace telemetryflow {
namespace {

/// The URL of a valid endpoint; an invalid one may hold a password and is not shown.
std::string shown_endpoint(const TelemetryConfig& config) {
    const auto url = config.get_endpoint_url();
    return url.empty() ? "[invalid]" : url;
}

template <class Entries>
std::string shown_keys(const Entries& entries) {
    std::string keys;
    for (const auto& entry : entries)
        keys += (keys.empty() ? "" : ", ") + text::printable(entry.first);
    return "{" + keys + "}";
}

std::string shown_signals(const TelemetryConfig& config) {
    std::string signals;
    for (const auto signal : config.get_enabled_signals()) {
        signals += (signals.empty() ? "" : ", ") + std::string(to_string(signal));
    }
    return "[" + signals + "]";
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const TelemetryConfig& config) {
    out << "TelemetryConfig(service=" << text::printable(config.service_name)
        << ", version=" << text::printable(config.service_version)
        << ", environment=" << text::printable(config.environment) << ", endpoint=" << shown_endpoint(config)
        << ", protocol=" << to_string(config.protocol) << ", profile=" << to_string(config.backend_profile)
        << ", signals=" << shown_signals(config) << ", timeout=" << config.timeout.count() << "ms"
        << ", compression=" << (config.compression_enabled() ? "gzip" : "none") << ", credentials=";
    if (config.credentials) {
        out << *config.credentials;
    } else {
        out << "none";
    }
    return out << ", headers=" << shown_keys(config.headers)
               << ", custom_attributes=" << shown_keys(config.custom_attributes) << ")";
}

}  // namespace telemetryflow
