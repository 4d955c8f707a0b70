#include "telemetryflow/integration/http_client_exchange.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "telemetryflow/integration/attribute_list.hpp"

namespace telemetryflow::integration {
namespace {

constexpr int kFirstErrorStatus = 400;

bool is_known(std::string_view method) noexcept {
    constexpr std::array<std::string_view, 9> kMethods = {"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                          "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    return std::ranges::find(kMethods, method) != kMethods.end();
}

}  // namespace

void describe(const HttpClientExchange& exchange, Span& span, DurationHistogram& durations) noexcept {
    const bool known = is_known(exchange.method);
    const std::string_view method = known ? exchange.method : std::string_view("_OTHER");
    std::array<char, 12> digits{};
    std::string_view error_type = exchange.error_type;
    const bool refused = exchange.status_code >= kFirstErrorStatus;
    if (refused) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), exchange.status_code).ptr;
        error_type = {digits.data(), static_cast<std::size_t>(end - digits.data())};
    }

    AttributeList<6> common;
    common.add("http.request.method", method);
    common.add_if_known("server.address", exchange.server_address);
    if (exchange.server_port > 0) common.add("server.port", exchange.server_port);
    if (exchange.status_code > 0) common.add("http.response.status_code", exchange.status_code);
    common.add_if_known("error.type", error_type);
    common.add_if_known("network.protocol.version", exchange.protocol_version);
    durations.record(exchange.seconds, common);

    span.update_name(known ? method : std::string_view("HTTP"));
    span.set_attributes(common);
    AttributeList<4> more;
    if (!known) more.add("http.request.method_original", exchange.method);
    if (exchange.resend_count > 0) more.add("http.request.resend_count", exchange.resend_count);
    more.add_if_known("network.peer.address", exchange.peer_address);
    if (exchange.peer_port > 0) more.add("network.peer.port", exchange.peer_port);
    span.set_attributes(more);
    // The code of a response says what is wrong; a description would only repeat it.
    if (!error_type.empty()) span.set_status(SpanStatus::Error, refused ? std::string_view() : exchange.error_message);
}

}  // namespace telemetryflow::integration
