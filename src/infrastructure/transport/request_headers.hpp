#pragma once

// The header lines of one transport: what never changes is laid out once; what a request adds goes in front, in memory
// that the last request's lines had. Owned by the transport; used by the sending thread only.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>

#include "infrastructure/transport/transport_options.hpp"

namespace telemetryflow::infrastructure {

class RequestHeaders {
public:
    enum class Case : bool { AsGiven, Lower };

    /// Lays out `own` and then `others`, each name once (the first counts). Names that belong to the protocol
    /// (content-type, te, grpc-timeout and so on) are taken from `own` only.
    RequestHeaders(const TransportOptions::Headers& own, const TransportOptions::Headers& others, Case name_case);

    /// "name: " and the value, or both in `start`.
    struct Line {
        std::string_view start;
        std::string_view value{};
    };

    /// Returns the list with `lines` in front, without those that are empty. Valid until the next call and while this
    /// lives.
    [[nodiscard]] curl_slist* with(std::initializer_list<Line> lines);

private:
    void append(const std::string& name, const std::string& value, Case name_case);

    std::vector<std::string> names_;  // lower case
    std::vector<std::string> lines_;
    std::vector<std::string> request_lines_;
    std::vector<curl_slist> nodes_;
};

/// Returns what is wrong with a header's name or value (RFC 9110, 5.1 and 5.5), or an empty text. Never the value.
[[nodiscard]] std::string header_fault(std::string_view name, std::string_view value);

}  // namespace telemetryflow::infrastructure
