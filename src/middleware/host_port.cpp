#include "middleware/host_port.hpp"

#include <algorithm>
#include <charconv>

namespace telemetryflow::middleware {
namespace {

std::uint16_t port_from(std::string_view text) noexcept {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() ? port : std::uint16_t{0};
}

}  // namespace

HostPort split_host_port(std::string_view text) noexcept {
    if (text.starts_with('[')) {
        const std::size_t bracket = std::min(text.find(']'), text.size());
        const std::string_view rest = text.substr(std::min(bracket + 1, text.size()));
        return {text.substr(1, bracket - 1), rest.starts_with(':') ? port_from(rest.substr(1)) : std::uint16_t{0}};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) return {text, 0};
    return {text.substr(0, colon), port_from(text.substr(colon + 1))};
}

}  // namespace telemetryflow::middleware
