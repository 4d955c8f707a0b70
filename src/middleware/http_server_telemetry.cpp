#include "middleware/http_server_telemetry.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include "telemetryflow/start_scoped_span_command.hpp"

#include "middleware/attribute_list.hpp"
#include "middleware/host_port.hpp"
#include "middleware/http_method.hpp"

namespace telemetryflow {
namespace {

using namespace middleware;

// The path as it may be kept, or empty when a user's rewriting failed.
std::string redacted_path(const std::function<std::string(std::string_view)>& redact, std::string_view path) noexcept {
    try {
        return redact(path);
    } catch (...) {
        return {};
    }
}

}  // namespace

HttpServerTelemetry::HttpServerTelemetry(TelemetryFlowClient& client, MiddlewareOptions options)
    : client_(client),
      options_(std::move(options)),
      excluded_(options_.excluded_paths),
      client_address_(options_.trusted_proxies),
      redaction_(options_.redacted_query_parameters),
      request_headers_("http.request.header.", options_.captured_request_headers),
      response_headers_("http.response.header.", options_.captured_response_headers) {}

bool HttpServerTelemetry::is_wanted(const HttpRequestInfo& info) const noexcept {
    if (is_excluded(info.path)) return false;
    if (!options_.filter) return true;
    try {
        return options_.filter(info);
    } catch (...) {
        return true;
    }
}

const HttpServerInstruments* HttpServerTelemetry::instruments() const {
    return instruments_.get([&] { return HttpServerInstruments(client_, options_); });
}

ServerRequest HttpServerTelemetry::start(const HttpRequestInfo& info) const noexcept {
    ServerRequest request;
    if (!is_wanted(info)) return request;
    try {
        const HttpServerInstruments* made = instruments();
        if (made == nullptr) return request;
        request.started_ = std::chrono::steady_clock::now();
        request.method_ = known_method(info.method);
        request.scheme_.assign(info.scheme);
        request.protocol_version_.assign(info.protocol_version);
        request.route_.assign(info.route);
        start_span(request, info);
        request.telemetry_ = shared_from_this();
        if (made->active) {
            made->active->add(1, {{"http.request.method", request.method_}, {"url.scheme", request.scheme_.view()}});
        }
    } catch (...) {
        // Out of memory, or shut down meanwhile: the request goes on without a record.
    }
    return request;
}

void HttpServerTelemetry::start_span(ServerRequest& request, const HttpRequestInfo& info) const {
    request.context_ = client_.extract(info.headers);
    const HostPort server = split_host_port(info.host);
    const ClientAddress::Text client = client_address_.find(info.peer_address, info.headers);
    QueryRedaction::Text query;
    if (options_.record_query) redaction_.append(query, info.query);
    const std::string redacted = options_.redact_path ? redacted_path(options_.redact_path, info.path) : std::string();
    const std::string_view path = options_.redact_path ? std::string_view(redacted) : info.path;

    AttributeList<24> attributes;
    attributes.add("http.request.method", request.method_);
    if (request.method_ == kOtherMethod) attributes.add("http.request.method_original", info.method);
    attributes.add_text("http.route", request.route_.view());
    attributes.add_text("url.path", path);
    attributes.add_text("url.query", query.view());
    attributes.add_text("url.scheme", info.scheme);
    attributes.add_text("server.address", server.host);
    if (server.port != 0) attributes.add("server.port", server.port);
    attributes.add_text("client.address", client.view());
    attributes.add_text("network.peer.address", info.peer_address);
    if (info.peer_port != 0) attributes.add("network.peer.port", info.peer_port);
    attributes.add_text("network.protocol.version", info.protocol_version);
    attributes.add_text("user_agent.original", info.user_agent);
    InlineText<1600> target;
    if (options_.semantic_conventions == SemanticConventions::Both) {
        target.append(path);
        if (!query.empty()) target.append("?").append(query.view());
        attributes.add("http.method", request.method_);
        attributes.add_text("http.target", target.view());
        attributes.add_text("http.scheme", info.scheme);
        attributes.add_text("net.host.name", server.host);
        if (server.port != 0) attributes.add("net.host.port", server.port);
        attributes.add_text("http.client_ip", client.view());
        attributes.add_text("http.flavor", info.protocol_version);
    }

    InlineText<320> name;
    name.append(method_in_name(request.method_));
    if (!request.route_.empty()) name.append(" ").append(request.route_.view());
    StartScopedSpanCommand command;
    command.name = name.view();
    command.kind = SpanKind::Server;
    command.attributes = attributes;
    // When the caller sent none that is valid, a new trace begins, whatever this thread did before.
    command.parent = request.context_;
    request.span_ = client_.span(command);
    request.span_.detach();
    request_headers_.set(request.span_, info.headers);
    // Without a span, as after a shutdown, the caller's context goes on as it came.
    const SpanContext own = request.span_.context();
    if (own.is_valid()) static_cast<SpanContext&>(request.context_) = own;
}

void HttpServerTelemetry::end(ServerRequest& request, int status, bool aborted,
                              TextMapGetter response_headers) const noexcept {
    if (!aborted && status > 0 && status < 500) {
        // A handler's exception that became an answer to the client's mistake is no failure of the server.
        request.error_type_.assign({});
    } else if (request.error_type_.empty()) {
        std::array<char, 12> digits{};
        const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), status).ptr;
        request.error_type_.assign(aborted || status <= 0 ? std::string_view("aborted")
                                                          : std::string_view(digits.data(), end));
    }
    const bool failed = !request.error_type_.empty();
    Span& span = request.span_;
    if (span.is_recording()) {
        if (status > 0) span.set_attribute("http.response.status_code", status);
        if (status > 0 && options_.semantic_conventions == SemanticConventions::Both) {
            span.set_attribute("http.status_code", status);
        }
        if (failed) span.set_attribute("error.type", request.error_type_.view()).set_status(SpanStatus::Error);
        try {
            response_headers_.set(span, response_headers);
        } catch (...) {
            // A carrier of the adapter's failed: the span goes without them.
        }
    }
    span.end();
    record_metrics(request, status, failed);
}

void HttpServerTelemetry::record_metrics(const ServerRequest& request, int status, bool failed) const noexcept {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - request.started_;
    const HttpServerInstruments& made = *instruments();
    AttributeList<6> attributes;
    attributes.add("http.request.method", request.method_);
    attributes.add_text("url.scheme", request.scheme_.view());
    if (made.active) made.active->add(-1, attributes);
    if (made.server_duration) {
        attributes.add_text("http.route", request.route_.view());
        if (status > 0) attributes.add("http.response.status_code", status);
        if (failed) attributes.add("error.type", request.error_type_.view());
        attributes.add_text("network.protocol.version", request.protocol_version_.view());
        made.server_duration->record(taken.count(), attributes);
    }
    AttributeList<3> of_family;
    of_family.add("method", request.method_);
    of_family.add_text("path", request.route_.view());
    if (status > 0) of_family.add("status_code", status);
    if (made.duration) made.duration->record(taken.count(), of_family);
    if (made.errors && (failed || status >= 400)) made.errors->add(1, of_family);
    // The last, so that a request that was counted has left everything else.
    if (made.requests) made.requests->add(1, of_family);
}

}  // namespace telemetryflow
