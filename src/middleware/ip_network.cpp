#include "middleware/ip_network.hpp"

#include <algorithm>
#include <charconv>

#include "domain/ip_address.hpp"

namespace telemetryflow::middleware {
namespace {

constexpr unsigned kMappedBits = 96;  // of ::ffff:0:0, before an IPv4 address

}  // namespace

std::optional<IpBytes> ip_bytes_from(std::string_view text) noexcept {
    IpBytes bytes{};
    if (const auto v4 = parse_ipv4(text)) {
        bytes[10] = bytes[11] = 0xFF;
        std::copy(v4->begin(), v4->end(), bytes.begin() + 12);
        return bytes;
    }
    const auto v6 = parse_ipv6(text);
    if (!v6) return std::nullopt;
    for (std::size_t i = 0; i < v6->size(); ++i) {
        bytes[2 * i] = static_cast<std::uint8_t>((*v6)[i] >> 8U);
        bytes[2 * i + 1] = static_cast<std::uint8_t>((*v6)[i]);
    }
    return bytes;
}

std::optional<IpNetwork> IpNetwork::from(std::string_view text) noexcept {
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    const auto base = ip_bytes_from(address);
    if (!base) return std::nullopt;
    const unsigned before = parse_ipv4(address) ? kMappedBits : 0;
    unsigned bits = 128 - before;
    if (slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const unsigned most = bits;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (error != std::errc() || end != digits.data() + digits.size() || bits > most) return std::nullopt;
    }
    return IpNetwork(*base, before + bits);
}

bool IpNetwork::contains(const IpBytes& address) const noexcept {
    const std::size_t whole = bits_ / 8;
    if (!std::equal(base_.begin(), base_.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
    const unsigned rest = bits_ % 8;
    return rest == 0 || (base_[whole] ^ address[whole]) >> (8 - rest) == 0;
}

}  // namespace telemetryflow::middleware
