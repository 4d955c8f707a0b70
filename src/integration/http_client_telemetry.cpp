#include "integration/http_client_telemetry.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "telemetryflow/integration/redact_url.hpp"
#include "telemetryflow/start_scoped_span_command.hpp"

#include "middleware/attribute_list.hpp"
#include "middleware/duration_boundaries.hpp"
#include "middleware/http_method.hpp"

namespace telemetryflow {
namespace {

using namespace middleware;

constexpr int kFirstErrorStatus = 400;

using Attributes16 = AttributeList<16>;
using Name = InlineText<320>;

Attributes16 describe(const HttpCallInfo& info, std::string_view known, std::string_view url, bool older_names) {
    Attributes16 attributes;
    attributes.add_text("http.request.method", known);
    if (known == kOtherMethod) attributes.add("http.request.method_original", info.method);
    attributes.add_text("url.full", url);
    attributes.add_text("url.template", info.url_template);
    attributes.add_text("server.address", info.host);
    if (info.port > 0) attributes.add("server.port", info.port);
    if (info.resend_count > 0) attributes.add("http.request.resend_count", info.resend_count);
    if (older_names) {
        attributes.add_text("http.method", known);
        attributes.add_text("http.url", url);
        attributes.add_text("net.peer.name", info.host);
        if (info.port > 0) attributes.add("net.peer.port", info.port);
    }
    return attributes;
}

Name name_of(std::string_view known_method, std::string_view url_template) noexcept {
    Name name;
    name.append(known_method.empty() ? std::string_view("HTTP") : method_in_name(known_method));
    if (!url_template.empty()) name.append(" ").append(url_template);
    return name;
}

std::string_view known_or_none(std::string_view method) noexcept {
    return method.empty() ? std::string_view() : known_method(method);
}

}  // namespace

HttpClientTelemetry::HttpClientTelemetry(TelemetryFlowClient& client, HttpClientOptions options)
    : client_(client),
      options_(std::move(options)),
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

std::string HttpClientTelemetry::recorded_url(std::string_view url) const {
    if (!options_.record_query) url = url.substr(0, url.find('?'));
    return integration::redact_url(url, options_.secret_parameters);
}

HttpCall HttpClientTelemetry::start(const HttpCallInfo& info, TextMapSetter headers) const noexcept {
    HttpCall call;
    try {
        if (instruments() == nullptr) return call;
        call.started_ = std::chrono::steady_clock::now();
        start_span(call, info);
        call.telemetry_ = shared_from_this();
        if (options_.propagate) client_.inject(call.context_, headers);
    } catch (...) {
        // Out of memory, or shut down meanwhile: the call goes out without a record.
    }
    return call;
}

void HttpClientTelemetry::start_span(HttpCall& call, const HttpCallInfo& info) const {
    call.method_ = known_or_none(info.method);
    call.host_.assign(info.host);
    call.port_ = info.port;
    call.context_ = client_.current_context();
    const std::string url = recorded_url(info.url);
    const auto attributes =
        describe(info, call.method_, url, options_.semantic_conventions == SemanticConventions::Both);
    const Name name = name_of(call.method_, info.url_template);
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

void HttpClientTelemetry::set_request(HttpCall& call, const HttpCallInfo& info) const noexcept try {
    if (!info.host.empty()) {
        call.host_.assign(info.host);
        call.port_ = info.port;
    }
    if (!info.method.empty()) {
        call.method_ = known_method(info.method);
        call.span_.update_name(name_of(call.method_, info.url_template).view());
    }
    const std::string url = recorded_url(info.url);
    call.span_.set_attributes(
        describe(info, known_or_none(info.method), url, options_.semantic_conventions == SemanticConventions::Both));
    request_headers_.set(call.span_, info.headers);
} catch (...) {
    // Out of memory: the span goes without them.
}

void HttpClientTelemetry::end(HttpCall& call, const HttpCallResult& result) const noexcept {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - call.started_;
    const bool refused = result.status >= kFirstErrorStatus;
    std::array<char, 12> digits{};
    std::string_view error_type = result.error_type;
    if (refused)
        error_type = {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), result.status).ptr};
    Span& span = call.span_;
    if (span.is_recording()) {
        AttributeList<6> attributes;
        if (result.status > 0) attributes.add("http.response.status_code", result.status);
        if (result.status > 0 && options_.semantic_conventions == SemanticConventions::Both) {
            attributes.add("http.status_code", result.status);
        }
        attributes.add_text("network.protocol.version", result.protocol_version);
        attributes.add_text("network.peer.address", result.peer_address);
        if (result.peer_port > 0) attributes.add("network.peer.port", result.peer_port);
        attributes.add_text("error.type", error_type);
        span.set_attributes(attributes);
        // The code of an answer says what is wrong; a description would only repeat it.
        if (!error_type.empty()) {
            span.set_status(SpanStatus::Error, refused ? std::string_view() : result.error_message);
        }
        try {
            response_headers_.set(span, result.headers);
        } catch (...) {
            // A carrier of the adapter's failed: the span goes without them.
        }
    }
    span.end();
    const Instruments* made = instruments();
    if (made == nullptr || !made->duration) return;
    AttributeList<6> attributes;
    attributes.add_text("http.request.method", call.method_);
    attributes.add_text("server.address", call.host_.view());
    if (call.port_ > 0) attributes.add("server.port", call.port_);
    if (result.status > 0) attributes.add("http.response.status_code", result.status);
    attributes.add_text("error.type", error_type);
    attributes.add_text("network.protocol.version", result.protocol_version);
    made->duration->record(taken.count(), attributes);
}

}  // namespace telemetryflow
