#include "infrastructure/otlp/retry_rules.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/text.hpp"
#include "infrastructure/otlp/partial_success.hpp"
#include "infrastructure/otlp/printable.hpp"
#include "infrastructure/otlp/retry_after.hpp"
#include "infrastructure/otlp/rpc_status.hpp"

namespace telemetryflow::infrastructure {

namespace {

enum GrpcCode : int {
    kOk = 0,
    kCancelled = 1,
    kUnknown = 2,
    kDeadlineExceeded = 4,
    kPermissionDenied = 7,
    kResourceExhausted = 8,
    kAborted = 10,
    kOutOfRange = 11,
    kUnimplemented = 12,
    kInternal = 13,
    kUnavailable = 14,
    kDataLoss = 15,
    kUnauthenticated = 16,
};

using Context = ResponseContext;

ExportResult failure(ExportOutcome outcome, std::string reason) {
    ExportResult result;
    result.outcome = outcome;
    result.reason = std::move(reason);
    return result;
}

/// `text`, then what the other side said. Secrets go before the cut, lest half of one stays.
std::string joined(const Context& context, std::string text, std::string_view detail) {
    constexpr std::size_t kEnough = 4096;
    if (detail.empty()) return text;
    return text.append(": ").append(printable(text::redacted(std::string(detail.substr(0, kEnough)), context.secrets)));
}

/// What becomes of `result` when it is about the credentials.
ExportResult held(ExportResult result) {
    result.outcome = ExportOutcome::Held;
    result.message.insert(0, "the backend refuses the credentials: ");
    return result;
}

ExportResult transport_failure(const Context& context, const TransportResponse& response) {
    const auto told = [&](ExportOutcome outcome, std::string_view reason, std::string text) {
        auto result = failure(outcome, std::string(reason));
        result.message = joined(context, std::move(text), response.error);
        return result;
    };
    constexpr auto kAgain = ExportOutcome::Retryable;
    switch (response.status) {
        case TransportStatus::Response: break;
        case TransportStatus::ConnectFailed: return told(kAgain, "connect", "no connection to the backend");
        case TransportStatus::TlsFailed: return told(ExportOutcome::Held, "tls", "TLS to the backend failed");
        case TransportStatus::TimedOut: return told(kAgain, "timeout", "the backend did not answer in time");
        case TransportStatus::ConnectionLost:
            return told(kAgain, "connection_lost", "the connection ended before an answer");
        case TransportStatus::Interrupted: return told(kAgain, "interrupted", "the attempt was interrupted");
        case TransportStatus::ResponseTooLarge:
            return told(ExportOutcome::Refused, "response_too_large", "the backend's answer is over the size limit");
    }
    return failure(ExportOutcome::Refused, "unknown");
}

/// The media type without its parameters, lower case.
std::string media_type(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find_first_of("; ")));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return type;
}

bool is_protobuf(const TransportResponse& response) {
    const auto type = media_type(response.content_type);
    return type == "application/x-protobuf" || type == "application/protobuf";
}

Interpretation delivered(const Context& context, const std::optional<PartialSuccess>& partial) {
    Interpretation delivery;
    auto& result = delivery.result;
    if (!partial) {
        delivery.unreadable_answer = true;
        result.message = "the backend took the batch, but its answer could not be read";
        return delivery;
    }
    result.rejected_items = partial->rejected > 0
                                ? std::min(static_cast<std::uint64_t>(partial->rejected), context.items)
                                : std::uint64_t{0};
    if (result.rejected_items > 0) {
        result.message = joined(context, "the backend rejected " + std::to_string(result.rejected_items) + " items",
                                partial->message);
    } else if (!partial->message.empty()) {
        result.message = joined(context, "the backend warns", partial->message);
    }
    return delivery;
}

Interpretation http_delivered(const Context& context, const TransportResponse& response) {
    if (!response.error.empty()) return delivered(context, std::nullopt);
    if (response.body.empty()) return {};
    if (is_protobuf(response)) return delivered(context, parse_partial_success_protobuf(response.body));
    if (media_type(response.content_type) == "application/json") {
        return delivered(context, parse_partial_success_json(response.body));
    }
    return delivered(context, std::nullopt);
}

/// What an error body says: google.rpc.Status in protobuf, or plain text.
std::string error_text(const TransportResponse& response) {
    if (is_protobuf(response)) {
        const auto status = parse_rpc_status(std::as_bytes(std::span(response.body)));
        return status ? status->message : std::string();
    }
    const auto type = media_type(response.content_type);
    return type == "application/json" || type == "text/plain" ? response.body : std::string();
}

ExportResult http_failure(const Context& context, const TransportResponse& response) {
    const int status = response.http_status;
    const auto code = std::to_string(status);
    auto result = failure(ExportOutcome::Refused, "http_" + code);
    result.message = joined(context, "the backend answered HTTP " + code, error_text(response));
    if (status == 401 || status == 403) {
        result = held(std::move(result));
    } else if (status == 429 || (status >= 502 && status <= 504) ||
               (status == 500 && context.profile == BackendProfile::TelemetryFlow)) {
        result.outcome = ExportOutcome::Retryable;
        result.retry_after = parse_retry_after(response.retry_after, context.now);
    } else if (status >= 300 && status <= 399) {
        result.message += " (redirects are not followed)";
    }
    return result;
}

/// gRPC's http-grpc-status-mapping for answers that came from something else than a gRPC server.
int grpc_code_of_http(int http_status) {
    switch (http_status) {
        case 400: return kInternal;
        case 401: return kUnauthenticated;
        case 403: return kPermissionDenied;
        case 404: return kUnimplemented;
        case 429:
        case 502:
        case 503:
        case 504: return kUnavailable;
        default: return kUnknown;
    }
}

bool is_retryable(int code, BackendProfile profile, const RpcStatus& details) {
    switch (code) {
        case kCancelled:
        case kDeadlineExceeded:
        case kAborted:
        case kOutOfRange:
        case kUnavailable:
        case kDataLoss: return true;
        case kResourceExhausted: return details.has_retry_info;
        case kUnknown: return profile == BackendProfile::TelemetryFlow;
        default: return false;
    }
}

ExportResult grpc_failure(const Context& context, const TransportResponse& response) {
    const bool foreign = response.grpc_status < 0;
    const int code = foreign ? grpc_code_of_http(response.http_status) : response.grpc_status;
    const auto label = foreign && response.http_status != 200 ? "http_" + std::to_string(response.http_status)
                                                              : "grpc_" + std::to_string(code);
    const auto details = parse_rpc_status(std::as_bytes(std::span(response.grpc_status_details))).value_or(RpcStatus{});
    auto result = failure(ExportOutcome::Refused, label);
    if (foreign) {
        result.message = "the answer has no gRPC status; HTTP status " + std::to_string(response.http_status);
    } else {
        result.message = joined(context, "the backend answered gRPC status " + std::to_string(code),
                                response.grpc_message.empty() ? details.message : response.grpc_message);
    }
    if (code == kPermissionDenied || code == kUnauthenticated) {
        result = held(std::move(result));
    } else if (is_retryable(code, context.profile, details)) {
        result.outcome = ExportOutcome::Retryable;
        result.retry_after =
            details.has_retry_info ? details.retry_delay : parse_retry_after(response.retry_after, context.now);
    }
    return result;
}

}  // namespace

Interpretation interpret_response(const ResponseContext& context, const TransportResponse& response) {
    if (response.status != TransportStatus::Response) return {transport_failure(context, response)};
    if (context.protocol == Protocol::Http) {
        const bool success = response.http_status >= 200 && response.http_status <= 299;
        return success ? http_delivered(context, response) : Interpretation{http_failure(context, response)};
    }
    if (response.grpc_status != kOk) return {grpc_failure(context, response)};
    const bool readable = response.error.empty();
    return delivered(context, readable ? parse_partial_success_protobuf(response.body) : std::nullopt);
}

}  // namespace telemetryflow::infrastructure
