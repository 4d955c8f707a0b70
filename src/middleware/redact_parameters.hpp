#pragma once

// The parameters of a URL without their secrets (OpenTelemetry, url.query and url.full).

#include <algorithm>
#include <string_view>

namespace telemetryflow::middleware {

inline constexpr std::string_view kRedacted = "REDACTED";

/// Appends `parameters`, which any of `separators` keeps apart, with the values of those replaced whose name
/// `is_secret(name)`.
template <class Text, class IsSecret>
void append_redacted(Text& to, std::string_view parameters, std::string_view separators, IsSecret&& is_secret) {
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find_first_of(separators), parameters.size());
        const std::string_view one = parameters.substr(0, end);
        const std::size_t equals = one.find('=');
        if (equals != std::string_view::npos && is_secret(one.substr(0, equals))) {
            to.append(one.substr(0, equals + 1)).append(kRedacted);
        } else {
            to.append(one);
        }
        to.append(parameters.substr(end, 1));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
}

}  // namespace telemetryflow::middleware
