#include "telemetryflow/client.hpp"

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

#include "telemetryflow/client_ports.hpp"
#include "telemetryflow/logger.hpp"
#include "telemetryflow/meter.hpp"
#include "telemetryflow/tracer.hpp"

#include "hot/span_recorder.hpp"
#include "interface/client_core.hpp"
#include "interface/composition.hpp"
#include "interface/exception_type.hpp"
#include "interface/in_words.hpp"
#include "interface/make_instrument.hpp"

// The way through the bus to the handler becomes part of the method: as calls of their own, each would pass the command
// on through memory.
#define TELEMETRYFLOW_ONE_CALL [[gnu::flatten]]

namespace telemetryflow {

namespace {

template <class Processor>
std::vector<std::shared_ptr<Processor>> shared(std::vector<std::unique_ptr<Processor>> given) {
    std::vector<std::shared_ptr<Processor>> all;
    for (std::unique_ptr<Processor>& processor : given) {
        if (processor != nullptr) all.push_back(std::move(processor));
    }
    return all;
}

// Takes them out of `ports`.
hot::RecordingPorts recording_ports(ClientPorts& ports) {
    return {std::move(ports.sampler), shared(std::move(ports.span_processors)),
            shared(std::move(ports.log_processors))};
}

}  // namespace

TelemetryFlowClient::TelemetryFlowClient(TelemetryConfig config)
    : TelemetryFlowClient(std::move(config), ClientPorts{}) {}

TelemetryFlowClient::TelemetryFlowClient(TelemetryConfig config, ClientPorts ports) {
    if (std::vector<std::string> faults = config.validate(); !faults.empty()) throw ConfigError(std::move(faults));
    std::shared_ptr<Diagnostics> reporter = std::move(ports.diagnostics);
    if (reporter == nullptr) reporter = composition::make_diagnostics();
    hot::RecordingPorts recording = recording_ports(ports);
    core_ = new ClientCore(std::move(config), std::move(ports.exporter), std::move(reporter),
                           std::move(ports.propagator), std::move(ports.credentials_provider), std::move(recording));
}

TelemetryFlowClient::TelemetryFlowClient(TelemetryFlowClient&& other) noexcept
    : core_(std::exchange(other.core_, nullptr)) {}

TelemetryFlowClient& TelemetryFlowClient::operator=(TelemetryFlowClient&& other) noexcept {
    if (this != &other) {
        const TelemetryFlowClient ended(std::move(*this));
        core_ = std::exchange(other.core_, nullptr);
    }
    return *this;
}

TelemetryFlowClient::~TelemetryFlowClient() {
    const std::unique_ptr<ClientCore> ending(core_);
    if (core_ == nullptr) return;
    try {
        shutdown(kDestructionTimeout);
        // An interceptor may veto a command, but not the end of the client.
        core_->shutdown(kDestructionTimeout);
    } catch (...) {
        // What a destructor cannot report, the diagnostics have said.
    }
}

ClientCore& TelemetryFlowClient::core() const {
    if (core_ == nullptr) throw NotInitializedError();
    return *core_;
}

void TelemetryFlowClient::initialize() {
    core().commands.dispatch(InitializeSDKCommand{&core().config()});
}

FlushResult TelemetryFlowClient::shutdown(Duration timeout) {
    return core().commands.dispatch(ShutdownSDKCommand{timeout});
}

FlushResult TelemetryFlowClient::flush(Duration timeout) {
    return core().commands.dispatch(FlushTelemetryCommand{timeout});
}

bool TelemetryFlowClient::is_initialized() const noexcept {
    return core_ != nullptr && core_->is_initialized();
}

const TelemetryConfig& TelemetryFlowClient::config() const {
    return core().config();
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::record_metric(std::string_view name, double value,
                                                               std::string_view unit, Attributes attributes) {
    core().commands.dispatch(RecordMetricCommand{name, value, in_words(unit), in_words(attributes)});
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::increment_counter(std::string_view name, NumberValue value,
                                                                   Attributes attributes, std::string_view unit) {
    core().commands.dispatch(RecordCounterCommand{name, value, in_words(unit), in_words(attributes)});
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::record_gauge(std::string_view name, double value,
                                                              Attributes attributes, std::string_view unit) {
    core().commands.dispatch(RecordGaugeCommand{name, value, in_words(unit), in_words(attributes)});
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::record_histogram(std::string_view name, double value,
                                                                  std::string_view unit, Attributes attributes) {
    core().commands.dispatch(RecordHistogramCommand{name, value, in_words(unit), in_words(attributes)});
}

Counter TelemetryFlowClient::counter(std::string_view name, const InstrumentOptions& options) {
    auto engine = core().shared_engine();
    hot::Instrument* instrument = make_instrument(*engine, hot::InstrumentKind::Counter, name, options);
    return {std::move(engine), instrument};
}

UpDownCounter TelemetryFlowClient::up_down_counter(std::string_view name, const InstrumentOptions& options) {
    auto engine = core().shared_engine();
    hot::Instrument* instrument = make_instrument(*engine, hot::InstrumentKind::UpDownCounter, name, options);
    return {std::move(engine), instrument};
}

Gauge TelemetryFlowClient::gauge(std::string_view name, const InstrumentOptions& options) {
    auto engine = core().shared_engine();
    hot::Instrument* instrument = make_instrument(*engine, hot::InstrumentKind::Gauge, name, options);
    return {std::move(engine), instrument};
}

Tracer TelemetryFlowClient::tracer(const InstrumentationScope& scope) {
    auto engine = core().shared_engine();
    const hot::Scope& made = engine->scope(scope);
    return {std::move(engine), made};
}

Meter TelemetryFlowClient::meter(const InstrumentationScope& scope) {
    auto engine = core().shared_engine();
    const hot::Scope& made = engine->scope(scope);
    return {std::move(engine), made};
}

Logger TelemetryFlowClient::logger(const InstrumentationScope& scope) {
    auto engine = core().shared_engine();
    const hot::Scope& made = engine->scope(scope);
    return {std::move(engine), made};
}

Histogram TelemetryFlowClient::histogram(std::string_view name, const InstrumentOptions& options) {
    auto engine = core().shared_engine();
    hot::Instrument* instrument = make_instrument(*engine, hot::InstrumentKind::Histogram, name, options);
    return {std::move(engine), instrument};
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::log(std::string_view message, SeverityLevel severity,
                                                     Attributes attributes) {
    core().commands.dispatch_made(
        [&] {
            return EmitLogCommand{message, severity, attributes};
        },
        [&](auto& handler) { handler.emit_log(message, severity, attributes); });
}

void TelemetryFlowClient::log_trace(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Trace, attributes);
}
void TelemetryFlowClient::log_debug(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Debug, attributes);
}
void TelemetryFlowClient::log_info(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Info, attributes);
}
void TelemetryFlowClient::log_warn(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Warn, attributes);
}
void TelemetryFlowClient::log_error(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Error, attributes);
}
void TelemetryFlowClient::log_fatal(std::string_view message, Attributes attributes) {
    log(message, SeverityLevel::Fatal, attributes);
}

void TelemetryFlowClient::log(const EmitLogCommand& record) {
    core().commands.dispatch(record);
}

void TelemetryFlowClient::log_batch(std::span<const EmitLogCommand> records) {
    core().commands.dispatch(EmitBatchLogsCommand{records});
}

TELEMETRYFLOW_ONE_CALL Span TelemetryFlowClient::span(std::string_view name, SpanKind kind, Attributes attributes) {
    return core().commands.dispatch_made(
        [&] {
            return StartScopedSpanCommand{name, kind, attributes};
        },
        [&](auto& handler) { return handler.start_scoped_span(name, kind, in_words(attributes)); });
}

Span TelemetryFlowClient::span(const StartScopedSpanCommand& command) {
    return core().commands.dispatch(command);
}

TELEMETRYFLOW_ONE_CALL SpanId TelemetryFlowClient::start_span(std::string_view name, SpanKind kind,
                                                              Attributes attributes) {
    return core().commands.dispatch_made(
        [&] {
            return StartSpanCommand{name, kind, attributes};
        },
        [&](auto& handler) { return handler.start_span(name, kind, in_words(attributes)); });
}

SpanId TelemetryFlowClient::start_span(const StartSpanCommand& command) {
    return core().commands.dispatch(command);
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::end_span(SpanId id) {
    EndSpanCommand command;
    command.span_id = id;
    core().commands.dispatch(command);
}

void TelemetryFlowClient::end_span(SpanId id, const SpanError& error) {
    EndSpanCommand command;
    command.span_id = id;
    command.error = error;
    core().commands.dispatch(command);
}

void TelemetryFlowClient::end_span(SpanId id, const std::exception& error) {
    const std::string type = exception_type(error);
    end_span(id, SpanError{type, error.what()});
}

TELEMETRYFLOW_ONE_CALL void TelemetryFlowClient::add_span_event(SpanId id, std::string_view name,
                                                                Attributes attributes) {
    AddSpanEventCommand command;
    command.span_id = id;
    command.name = name;
    command.attributes = in_words(attributes);
    core().commands.dispatch(command);
}

std::optional<SpanContext> TelemetryFlowClient::span_context(SpanId id) {
    std::optional<SpanContext> context;
    core().engine().open_spans.with(id, [&](hot::SpanState& state) { context = state.context; });
    return context;
}

Context TelemetryFlowClient::current_context() const {
    return hot::current_context(core().engine());
}

Baggage TelemetryFlowClient::current_baggage() const {
    return current_context().baggage;
}

ContextGuard TelemetryFlowClient::attach(const Context& context) {
    return ContextGuard(core().shared_engine(), context);
}

ContextGuard TelemetryFlowClient::attach(const SpanContext& context) {
    Context changed = current_context();
    static_cast<SpanContext&>(changed) = context;
    return attach(changed);
}

ContextGuard TelemetryFlowClient::attach(Baggage baggage) {
    Context changed = current_context();
    changed.baggage = std::move(baggage);
    return attach(changed);
}

void TelemetryFlowClient::inject(TextMapSetter carrier) const {
    propagator().inject(current_context(), carrier);
}

void TelemetryFlowClient::inject(const Context& context, TextMapSetter carrier) const {
    propagator().inject(context, carrier);
}

Context TelemetryFlowClient::extract(TextMapGetter carrier) const {
    Context context;
    propagator().extract(context, carrier);
    return context;
}

const TextMapPropagator& TelemetryFlowClient::propagator() const {
    return core().propagator();
}

CommandBus& TelemetryFlowClient::command_bus() {
    return core().commands;
}

QueryBus& TelemetryFlowClient::query_bus() {
    return core().queries;
}

SDKStatusResult TelemetryFlowClient::get_status() const {
    return core().queries.dispatch(GetSDKStatusQuery{});
}

std::ostream& operator<<(std::ostream& out, const TelemetryFlowClient& client) try {
    return out << "TelemetryFlowClient(service=" << client.config().service_name << ", "
               << (client.is_initialized() ? "initialized" : "not initialized") << ')';
} catch (const NotInitializedError&) {
    return out << "TelemetryFlowClient(moved from, not initialized)";
}

}  // namespace telemetryflow
