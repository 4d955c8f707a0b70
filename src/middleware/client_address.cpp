#include "middleware/client_address.hpp"

#include <algorithm>

#include "telemetryflow/domain/errors.hpp"

#include "domain/text.hpp"
#include "middleware/host_port.hpp"

namespace telemetryflow::middleware {
namespace {

// A chain of proxies that is longer than this names nobody that we would believe.
using Chain = InlineText<1024>;

// Joins the values of one header; false when there are none or too many bytes.
bool join(TextMapGetter headers, std::string_view name, Chain& chain) {
    bool fits = true;
    headers.for_each(name, [&](std::string_view value) {
        fits = fits && value.size() < chain.room();
        if (!chain.empty()) chain.append(",");
        chain.append(value);
    });
    return fits && !chain.empty();
}

// Takes the last element of a list off its end.
std::string_view take_last(std::string_view& list) noexcept {
    const std::size_t comma = list.rfind(',');
    const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    return text::trim(last);
}

std::string_view unquoted(std::string_view text) noexcept {
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}

// The node of the parameter "for" in an element of Forwarded.
std::string_view forwarded_for(std::string_view element) noexcept {
    while (!element.empty()) {
        const std::size_t semicolon = std::min(element.find(';'), element.size());
        const std::string_view parameter = text::trim(element.substr(0, semicolon));
        if (text::iequals(parameter.substr(0, 4), "for=")) return unquoted(parameter.substr(4));
        element.remove_prefix(std::min(semicolon + 1, element.size()));
    }
    return {};
}

}  // namespace

ClientAddress::ClientAddress(const std::vector<std::string>& trusted_proxies) {
    std::vector<std::string> faults;
    for (const std::string& proxy : trusted_proxies) {
        if (const auto network = IpNetwork::from(proxy)) {
            trusted_.push_back(*network);
        } else {
            faults.push_back("trusted_proxies must be addresses or networks such as 10.0.0.0/8, not " +
                             text::printable(proxy));
        }
    }
    if (!faults.empty()) throw ConfigError(std::move(faults));
}

bool ClientAddress::is_trusted(std::string_view address) const noexcept {
    const auto bytes = ip_bytes_from(address);
    return bytes && std::any_of(trusted_.begin(), trusted_.end(),
                                [&](const IpNetwork& network) { return network.contains(*bytes); });
}

ClientAddress::Text ClientAddress::find(std::string_view peer, TextMapGetter headers) const {
    Text found;
    found.assign(peer);
    if (trusted_.empty() || !is_trusted(peer)) return found;
    Chain forwarded;
    Chain x_forwarded_for;
    const bool standard = join(headers, "forwarded", forwarded);
    if (!standard && !join(headers, "x-forwarded-for", x_forwarded_for)) return found;
    std::string_view rest = standard ? forwarded.view() : x_forwarded_for.view();
    while (!rest.empty()) {
        const std::string_view element = take_last(rest);
        const std::string_view node = split_host_port(standard ? forwarded_for(element) : element).host;
        if (!ip_bytes_from(node)) break;
        found.assign(node);
        if (!is_trusted(node)) break;
    }
    return found;
}

}  // namespace telemetryflow::middleware
