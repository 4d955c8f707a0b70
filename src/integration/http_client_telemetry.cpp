#include "integration/http_client_telemetry.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "telemetryflow/start_scoped_span_command.hpp"

#include "middleware/attribute_list.hpp"
#include "middleware/duration_boundaries.hpp"
#include "middleware/http_method.hpp"

namespace telemetryflow {
namespace {

using namespace middleware;

std::uint16_t port_of(const HttpCallInfo& info) noexcept {
    if (info.port != 0) return info.port;
    return info.scheme == "https" ? std::uint16_t{443} : std::uint16_t{80};
}

}  // namespace

HttpClientTelemetry::HttpClientTelemetry(TelemetryFlowClient& client, HttpClientOptions options)
    : client_(client),
      options_(std::move(options)),
      redaction_(options_.redacted_query_parameters),
      request_headers_("http.request.header.", options_.captured_request_headers),
      response_headers_("http.response.header.", options_.captured_response_headers) {}

const HttpClientTelemetry::Instruments* HttpClientTelemetry::instruments() const {
    return instruments_.get([&] {
        Instruments made;
        // Made even when it is switched off: this is what tells whether the client is initialized.
        Histogram duration = client_.histogram(
            "http.client.request.duration",
            {.unit = "s", .description = "Duration of HTTP client requests.", .boundaries = duration_boundaries()});
        if (options_.record_duration) made.duration = std::move(duration);
        return made;
    });
}

HttpCall HttpClientTelemetry::start(const HttpCallInfo& info, TextMapSetter headers) const noexcept {
    HttpCall call;
    try {
        if (instruments() == nullptr) return call;
        call.started_ = std::chrono::steady_clock::now();
        call.method_ = known_method(info.method);
        call.host_.assign(info.host);
        call.port_ = port_of(info);
        start_span(call, info);
        call.telemetry_ = shared_from_this();
        if (options_.propagate) client_.inject(call.context_, headers);
    } catch (...) {
        // Out of memory, or shut down meanwhile: the call goes out without a record.
    }
    return call;
}

void HttpClientTelemetry::start_span(HttpCall& call, const HttpCallInfo& info) const {
    call.context_ = client_.current_context();
    QueryRedaction::Text query;
    if (options_.record_query) redaction_.append(query, info.query);
    std::array<char, 8> port{};
    const char* const port_end = std::to_chars(port.data(), port.data() + port.size(), info.port).ptr;
    InlineText<2048> url;
    const bool v6 = info.host.find(':') != std::string_view::npos;
    url.append(info.scheme).append(v6 ? "://[" : "://").append(info.host).append(v6 ? "]" : "");
    if (info.port != 0) url.append(":").append({port.data(), static_cast<std::size_t>(port_end - port.data())});
    url.append(info.path);
    if (!query.empty()) url.append("?").append(query.view());

    AttributeList<16> attributes;
    attributes.add("http.request.method", call.method_);
    if (call.method_ == kOtherMethod) attributes.add("http.request.method_original", info.method);
    attributes.add("url.full", url.view());
    attributes.add_text("url.template", info.url_template);
    attributes.add("server.address", info.host);
    attributes.add("server.port", call.port_);
    if (info.resend_count != 0) attributes.add("http.request.resend_count", info.resend_count);
    if (options_.semantic_conventions == SemanticConventions::Both) {
        attributes.add("http.method", call.method_);
        attributes.add("http.url", url.view());
        attributes.add("net.peer.name", info.host);
        attributes.add("net.peer.port", call.port_);
    }
    InlineText<320> name;
    name.append(method_in_name(call.method_));
    if (!info.url_template.empty()) name.append(" ").append(info.url_template);
    StartScopedSpanCommand command;
    command.name = name.view();
    command.kind = SpanKind::Client;
    command.attributes = attributes;
    call.span_ = client_.span(command);
    call.span_.detach();
    request_headers_.set(call.span_, info.headers);
    const SpanContext own = call.span_.context();
    if (own.is_valid()) static_cast<SpanContext&>(call.context_) = own;
}

void HttpClientTelemetry::end(HttpCall& call, int status, std::string_view protocol_version,
                              TextMapGetter response_headers, std::string_view error_type,
                              std::string_view message) const noexcept {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - call.started_;
    std::array<char, 12> digits{};
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), status).ptr;
    if (error_type.empty() && (status <= 0 || status >= 400)) error_type = {digits.data(), end};
    Span& span = call.span_;
    if (span.is_recording()) {
        if (status > 0) span.set_attribute("http.response.status_code", status);
        if (status > 0 && options_.semantic_conventions == SemanticConventions::Both) {
            span.set_attribute("http.status_code", status);
        }
        if (!protocol_version.empty()) span.set_attribute("network.protocol.version", protocol_version);
        if (!error_type.empty()) span.set_attribute("error.type", error_type).set_status(SpanStatus::Error, message);
        try {
            response_headers_.set(span, response_headers);
        } catch (...) {
            // A carrier of the adapter's failed: the span goes without them.
        }
    }
    span.end();
    const Instruments* made = instruments();
    if (made == nullptr || !made->duration) return;
    AttributeList<6> attributes;
    attributes.add("http.request.method", call.method_);
    attributes.add("server.address", call.host_.view());
    attributes.add("server.port", call.port_);
    if (status > 0) attributes.add("http.response.status_code", status);
    attributes.add_text("error.type", error_type);
    attributes.add_text("network.protocol.version", protocol_version);
    made->duration->record(taken.count(), attributes);
}

}  // namespace telemetryflow
