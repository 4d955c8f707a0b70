#include "telemetryflow/domain/endpoint.hpp"

#include <algorithm>
#include <charconv>

#include "domain/ip_address.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

bool is_label(std::string_view label) noexcept {
    constexpr std::size_t kLongestLabel = 63;
    return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_'; });
}

/// Returns why `host` is no host name or IPv4 address; empty when it is one.
std::string host_fault(std::string_view host) {
    constexpr std::size_t kLongestName = 253;
    if (host.size() > kLongestName) return "has a host name of more than 253 characters";
    std::string_view rest = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
    for (auto dot = rest.find('.');; dot = rest.find('.')) {
        if (!is_label(rest.substr(0, dot))) {
            return "has a host that is neither a name (letters, digits, '-', '_', '.'; write others in punycode) nor "
                   "an "
                   "address";
        }
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    const bool numeric = std::all_of(rest.begin(), rest.end(), text::is_digit);
    if (numeric && !parse_ipv4(host)) return "has a host that looks like an IPv4 address but is none";
    return {};
}

}  // namespace

/// Takes the text apart from left to right; the first step that fails says why and ends it.
class EndpointParser {
public:
    explicit EndpointParser(std::string_view text) : rest_(text) {}

    EndpointParseResult run() {
        if (take_characters() && take_scheme() && take_path() && take_host() && take_port()) {
            return {.endpoint = std::move(endpoint_), .fault = {}};
        }
        return {.endpoint = std::nullopt, .fault = std::move(fault_)};
    }

private:
    bool refuse(std::string reason) {
        fault_ = std::move(reason);
        return false;
    }

    bool take_characters() {
        if (rest_.empty()) return refuse("is empty");
        if (!std::all_of(rest_.begin(), rest_.end(), text::is_visible)) {
            return refuse("contains spaces, control or non-ASCII characters");
        }
        if (rest_.find('@') != std::string_view::npos) {
            return refuse("contains user information ('@'); credentials belong into with_api_key() or headers");
        }
        if (rest_.find_first_of("?#") != std::string_view::npos) return refuse("contains a query or a fragment");
        return true;
    }

    bool take_scheme() {
        const auto end = rest_.find("://");
        if (end == std::string_view::npos) return true;
        const auto scheme = rest_.substr(0, end);
        if (text::iequals(scheme, "https")) {
            endpoint_.scheme_ = Endpoint::Scheme::Https;
        } else if (text::iequals(scheme, "http")) {
            endpoint_.scheme_ = Endpoint::Scheme::Http;
        } else {
            return refuse("has an unknown scheme; only http:// and https:// are known");
        }
        rest_.remove_prefix(end + 3);
        return true;
    }

    bool take_path() {
        const auto slash = rest_.find('/');
        if (slash == std::string_view::npos) return true;
        auto path = rest_.substr(slash);
        while (path.ends_with('/'))
            path.remove_suffix(1);
        endpoint_.path_ = path;
        rest_ = rest_.substr(0, slash);
        return true;
    }

    bool take_host() {
        if (rest_.starts_with('[')) return take_bracketed_host();
        const auto colon = rest_.find(':');
        if (colon != std::string_view::npos && rest_.find(':', colon + 1) != std::string_view::npos) {
            return refuse("has more than one ':'; write an IPv6 address in brackets, for example [::1]:4317");
        }
        const auto host = rest_.substr(0, colon);
        if (host.empty()) return refuse("has no host");
        if (auto reason = host_fault(host); !reason.empty()) return refuse(std::move(reason));
        endpoint_.host_ = text::to_lower(host);
        rest_.remove_prefix(host.size());
        return true;
    }

    bool take_bracketed_host() {
        const auto end = rest_.find(']');
        if (end == std::string_view::npos) return refuse("has a '[' without its ']'");
        const auto host = rest_.substr(1, end - 1);
        if (!parse_ipv6(host)) return refuse("has no IPv6 address (without a zone) between its brackets");
        endpoint_.host_ = text::to_lower(host);
        rest_.remove_prefix(end + 1);
        return rest_.empty() || rest_.front() == ':' || refuse("has text between ']' and the port");
    }

    bool take_port() {
        if (rest_.empty()) return true;
        const auto digits = rest_.substr(1);
        std::uint16_t port = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (error != std::errc() || end != digits.data() + digits.size() || port == 0) {
            return refuse("has a port that is no number from 1 to 65535");
        }
        endpoint_.port_ = port;
        return true;
    }

    std::string_view rest_;
    Endpoint endpoint_;
    std::string fault_;
};

EndpointParseResult Endpoint::parse(std::string_view text) {
    return EndpointParser(text).run();
}

std::uint16_t Endpoint::port_or_default(Protocol protocol) const noexcept {
    constexpr std::uint16_t kGrpcPort = 4317;
    constexpr std::uint16_t kHttpPort = 4318;
    return port_.value_or(protocol == Protocol::Grpc ? kGrpcPort : kHttpPort);
}

bool Endpoint::is_loopback() const noexcept {
    return host_ == "localhost" || is_loopback_address(host_);
}

bool Endpoint::uses_tls(bool insecure) const noexcept {
    return scheme_ == Scheme::None ? !insecure : scheme_ == Scheme::Https;
}

std::string Endpoint::url(Protocol protocol, bool insecure) const {
    const bool ipv6 = host_.find(':') != std::string::npos;
    return (uses_tls(insecure) ? "https://" : "http://") + (ipv6 ? "[" + host_ + "]" : host_) + ":" +
           std::to_string(port_or_default(protocol));
}

}  // namespace telemetryflow
