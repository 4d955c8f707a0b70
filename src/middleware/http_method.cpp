#include "middleware/http_method.hpp"

#include <array>

namespace telemetryflow::middleware {

std::string_view known_method(std::string_view method) noexcept {
    // The most frequent first (RFC 9110, section 9, and RFC 5789).
    using namespace std::string_view_literals;
    for (const std::string_view known :
         {"GET"sv, "POST"sv, "PUT"sv, "DELETE"sv, "HEAD"sv, "OPTIONS"sv, "PATCH"sv, "CONNECT"sv, "TRACE"sv}) {
        if (method == known) return known;
    }
    return kOtherMethod;
}

}  // namespace telemetryflow::middleware
