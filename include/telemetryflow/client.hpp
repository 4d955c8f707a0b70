#pragma once

// The SDK's front door: records metrics, logs and traces and delivers them in the background. A movable handle; every
// call but moving and destroying may come from any thread. Recording calls never block beyond the overflow policy and
// throw only NotInitializedError, before the first initialize(); after shutdown() they are counted as dropped. A client
// that was moved from throws it from every call but is_initialized().
// Destruction shuts down; a client that is static must not be called after it, which docs/guides/getting-started.md has
// the way around for. Follows "TelemetryFlowClient" of the specification.

#include <chrono>
#include <cstdint>
#include <exception>
#include <iosfwd>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "telemetryflow/application/commands/emit_log_command.hpp"
#include "telemetryflow/application/flush_result.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"
#include "telemetryflow/buses_fwd.hpp"
#include "telemetryflow/context_guard.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"
#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/instruments.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow {

class CallbackRegistration;
class ClientCore;
class Logger;
class Meter;
class MetricReader;
class ObservableCallback;
class Tracer;
struct ClientPorts;
struct MetricReaderOptions;
struct SDKStatusResult;
struct SpanError;
struct StartScopedSpanCommand;
struct StartSpanCommand;
struct TelemetryConfig;

class TELEMETRYFLOW_EXPORT TelemetryFlowClient {
public:
    using Duration = std::chrono::milliseconds;

    /// How long destruction waits for what is left, at most.
    static constexpr Duration kDestructionTimeout{5'000};

    /// Both throw ConfigError with every fault.
    explicit TelemetryFlowClient(TelemetryConfig config);
    TelemetryFlowClient(TelemetryConfig config, ClientPorts ports);
    TelemetryFlowClient(TelemetryFlowClient&&) noexcept;
    TelemetryFlowClient& operator=(TelemetryFlowClient&&) noexcept;
    TelemetryFlowClient(const TelemetryFlowClient&) = delete;
    TelemetryFlowClient& operator=(const TelemetryFlowClient&) = delete;
    ~TelemetryFlowClient();

    // Lifecycle.
    /// Starts recording and delivering; does nothing when that is so already. Connects to nothing yet: a backend that
    /// is down is no reason to fail. Throws TelemetryFlowError (InitializationFailed) when the system refuses memory or
    /// a thread. May be called again after shutdown().
    void initialize();
    /// Delivers what is left within `timeout`, drops and counts the rest, and stops. Does nothing when not initialized.
    FlushResult shutdown(Duration timeout = Duration(30'000));
    /// Delivers what was recorded before the call within `timeout`.
    FlushResult flush(Duration timeout = Duration(10'000));
    [[nodiscard]] bool is_initialized() const noexcept;
    [[nodiscard]] const TelemetryConfig& config() const;

    // Metrics. Names and units as OpenTelemetry has them; an instrument is made at its first use.
    /// Records a value that is read off: a gauge with a unit.
    void record_metric(std::string_view name, double value, std::string_view unit = {}, Attributes attributes = {});
    /// Adds to a sum that only grows; a negative value is refused and counted.
    void increment_counter(std::string_view name, NumberValue value = 1, Attributes attributes = {},
                           std::string_view unit = {});
    void record_gauge(std::string_view name, double value, Attributes attributes = {}, std::string_view unit = {});
    void record_histogram(std::string_view name, double value, std::string_view unit = {}, Attributes attributes = {});

    /// Handles that pay for the look-up once. Throw NotInitializedError before the first initialize(), and
    /// TelemetryFlowError (InvalidConfig) for an empty name, boundaries out of order, or more than 10,000 instruments.
    [[nodiscard]] Counter counter(std::string_view name, const InstrumentOptions& options = {});
    [[nodiscard]] UpDownCounter up_down_counter(std::string_view name, const InstrumentOptions& options = {});
    [[nodiscard]] Gauge gauge(std::string_view name, const InstrumentOptions& options = {});
    [[nodiscard]] Histogram histogram(std::string_view name, const InstrumentOptions& options = {});

    /// Instruments whose values `callback` observes at each collection, as Meter has them (telemetryflow/meter.hpp).
    [[nodiscard]] CallbackRegistration observable_counter(std::string_view name, ObservableCallback callback,
                                                          const InstrumentOptions& options = {});
    [[nodiscard]] CallbackRegistration observable_up_down_counter(std::string_view name, ObservableCallback callback,
                                                                  const InstrumentOptions& options = {});
    [[nodiscard]] CallbackRegistration observable_gauge(std::string_view name, ObservableCallback callback,
                                                        const InstrumentOptions& options = {});

    /// Collects the metrics on demand, beside what is exported (telemetryflow/metric_reader.hpp). Throws
    /// NotInitializedError before the first initialize(), and TelemetryFlowError (InvalidConfig) beyond 63 at once.
    [[nodiscard]] MetricReader metric_reader(const MetricReaderOptions& options);
    [[nodiscard]] MetricReader metric_reader();

    // Logs. A record belongs to the span that is current on the calling thread.
    void log(std::string_view message, SeverityLevel severity = SeverityLevel::Info, Attributes attributes = {});
    void log_trace(std::string_view message, Attributes attributes = {});
    void log_debug(std::string_view message, Attributes attributes = {});
    void log_info(std::string_view message, Attributes attributes = {});
    void log_warn(std::string_view message, Attributes attributes = {});
    void log_error(std::string_view message, Attributes attributes = {});
    void log_fatal(std::string_view message, Attributes attributes = {});
    /// Emits a record with a time or a span of its own.
    void log(const EmitLogCommand& record);
    void log_batch(std::span<const EmitLogCommand> records);

    // Traces.
    /// Starts a span that is current on this thread until the handle is gone.
    [[nodiscard]] Span span(std::string_view name, SpanKind kind = SpanKind::Internal, Attributes attributes = {});
    [[nodiscard]] Span span(const StartScopedSpanCommand& command);
    /// Calls `work(Span&)` within a span. An exception is recorded with its type and message and thrown on.
    template <class Work>
    decltype(auto) with_span(std::string_view name, SpanKind kind, Attributes attributes, Work&& work);

    /// Starts a span that is ended by its id, on any thread; it does not become current.
    SpanId start_span(std::string_view name, SpanKind kind = SpanKind::Internal, Attributes attributes = {});
    SpanId start_span(const StartSpanCommand& command);
    void end_span(SpanId id);
    void end_span(SpanId id, const SpanError& error);
    void end_span(SpanId id, const std::exception& error);
    void add_span_event(SpanId id, std::string_view name, Attributes attributes = {});
    /// The identity of a span that was started by id and is open, for passing on; nothing otherwise.
    [[nodiscard]] std::optional<SpanContext> span_context(SpanId id);

    // Instrumentation scopes: a library's own telemetry, told from the program's by its name and version. What the
    // client's other calls record belongs to the scope "telemetryflow". Throw NotInitializedError before the first
    // initialize(); beyond 1,023 scopes they give that one.
    [[nodiscard]] Tracer tracer(const InstrumentationScope& scope);
    [[nodiscard]] Meter meter(const InstrumentationScope& scope);
    [[nodiscard]] Logger logger(const InstrumentationScope& scope);

    // Context: the current span and the baggage.
    /// The calling thread's current context, with its baggage, for handing over; not valid when there is no span.
    [[nodiscard]] Context current_context() const;
    [[nodiscard]] Baggage current_baggage() const;
    /// Makes a context that was captured elsewhere current on this thread, for the guard's life.
    [[nodiscard]] ContextGuard attach(const Context& context);
    /// The same for a span's context alone: the baggage stays.
    [[nodiscard]] ContextGuard attach(const SpanContext& context);
    /// The same for baggage alone: the span stays.
    [[nodiscard]] ContextGuard attach(Baggage baggage);

    // Propagation in the configured formats (with_propagators(), OTEL_PROPAGATORS).
    /// Writes the current context into a carrier: anything with set(key, value), such as MapCarrier(headers).
    void inject(TextMapSetter carrier) const;
    void inject(const Context& context, TextMapSetter carrier) const;
    /// Returns what a carrier brought: anything with get(key) or get_all(key, visit). Not valid when there is no span's
    /// context or a malformed one; the baggage does not depend on that.
    [[nodiscard]] Context extract(TextMapGetter carrier) const;
    [[nodiscard]] const TextMapPropagator& propagator() const;

    // Buses and the SDK's own state. What these take and return is in buses.hpp and in the queries' headers, all of
    // them in telemetryflow.hpp.
    [[nodiscard]] CommandBus& command_bus();
    [[nodiscard]] QueryBus& query_bus();
    /// Dispatches a query, built in or registered.
    template <class Query, class Bus = QueryBus>
    auto query(const Query& query) {
        Bus& bus = query_bus();
        return bus.dispatch(query);
    }
    [[nodiscard]] SDKStatusResult get_status() const;

private:
    ClientCore& core() const;

    ClientCore* core_;  // owned
};

template <class Work>
decltype(auto) TelemetryFlowClient::with_span(std::string_view name, SpanKind kind, Attributes attributes,
                                              Work&& work) {
    Span scoped = span(name, kind, attributes);
    try {
        return std::forward<Work>(work)(scoped);
    } catch (const std::exception& error) {
        scoped.record_exception(error);
        scoped.end();
        throw;
    } catch (...) {
        scoped.record_exception("unknown", "an exception that is not a std::exception");
        scoped.end();
        throw;
    }
}

/// Prints the service and whether the client is initialized; never a secret. Takes a client that was moved from, too.
TELEMETRYFLOW_EXPORT std::ostream& operator<<(std::ostream& out, const TelemetryFlowClient& client);

}  // namespace telemetryflow
