#pragma once

// Headers that become attributes of a span: an allow-list. Immutable; safe to use from any thread.

#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow::middleware {

class CapturedHeaders {
public:
    /// `prefix` such as "http.request.header.".
    CapturedHeaders(std::string_view prefix, const std::vector<std::string>& names);

    void set(Span& span, TextMapGetter headers) const;

private:
    struct Header {
        std::string name;
        std::string attribute;
    };
    std::vector<Header> headers_;
};

}  // namespace telemetryflow::middleware
