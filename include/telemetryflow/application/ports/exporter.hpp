#pragma once

// The port through which batches leave the pipeline. The SDK's own exporter speaks OTLP over HTTP or gRPC; a user can
// add another (a file, a message queue) with TelemetryFlowBuilder::with_exporter(). The pipeline's worker thread owns
// the exporter and makes every call on it except interrupt(), which any thread may call.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// One batch. The views stay valid until export_batch() returns; a retry passes identical bytes and id.
struct ExportRequest {
    SignalType signal = SignalType::Traces;
    /// A serialised Export{Trace,Metrics,Logs}ServiceRequest (OTLP protobuf), not compressed.
    std::span<const std::byte> body;
    /// Spans, log records or metric data points in the body.
    std::uint64_t items = 0;
    /// Names the batch; equal on every attempt.
    std::string_view batch_id;
    /// When the attempt has to be over.
    std::chrono::steady_clock::time_point deadline;
};

enum class ExportOutcome : std::uint8_t {
    /// The backend took the batch, less `rejected_items`.
    Delivered,
    /// The backend may take the same batch later (OTLP: retryable codes, no connection, no answer).
    Retryable,
    /// The backend will never take this batch; it is dropped and counted.
    Refused,
    /// Nothing will be taken before somebody mends a setting: credentials that are refused (401, 403, UNAUTHENTICATED,
    /// PERMISSION_DENIED), a certificate that is not trusted. The batch stays and is tried now and then.
    Held,
};

struct ExportResult {
    ExportOutcome outcome = ExportOutcome::Delivered;
    /// Items that a partial success named as rejected; never more than the request had.
    std::uint64_t rejected_items = 0;
    /// How long the backend asked to wait before the next attempt (Retry-After, RetryInfo).
    std::optional<std::chrono::nanoseconds> retry_after{};
    /// A short stable label of a failure for counting, for example "http_400", "grpc_3", "connect", "timeout".
    std::string reason{};
    /// One line for people: printable, without secrets.
    std::string message{};
};

class TELEMETRYFLOW_EXPORT Exporter {
public:
    Exporter() = default;
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;
    virtual ~Exporter() = default;

    /// Makes one attempt to deliver `request`; returns by its deadline. An exception counts as Refused.
    virtual ExportResult export_batch(const ExportRequest& request) = 0;

    /// Called while telemetry is Held, at once and then every two seconds: whether what was refused has been replaced,
    /// so that another attempt is worth making now. An exception counts as false.
    virtual bool renew_credentials() { return false; }

    /// Asks a running export_batch() to return at once with Retryable. Called from another thread when a shutdown's
    /// deadline has come; later attempts may be refused.
    virtual void interrupt() noexcept {}

    /// Called in a forked child instead of the destructor, on an exporter that the parent still uses: give up every
    /// descriptor and connection without a word to the peer, and free nothing that another thread may have held.
    virtual void abandon_after_fork() noexcept {}
};

}  // namespace telemetryflow
