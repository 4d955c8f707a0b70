#include "pipeline/self_telemetry.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <utility>
#include <vector>

#include "telemetryflow/version.hpp"

#include "hot/attribute_encoder.hpp"
#include "pipeline/operation_times.hpp"

namespace telemetryflow::pipeline {
namespace {

using hot::InstrumentKind;

constexpr std::uint32_t kNumberAttributes = 7;     // NumberDataPoint.attributes
constexpr std::uint32_t kHistogramAttributes = 9;  // HistogramDataPoint.attributes

constexpr std::string_view kReaderType = "periodic_metric_reader";

std::string encoded(std::uint32_t field, const std::vector<Attribute>& attributes) {
    const hot::RecordingLimits limits;
    hot::EditCounts edits;
    hot::AttributeEncoder encoder(limits, edits);
    hot::AttributeEncoder::Progress progress;
    hot::ByteBuffer bytes;
    for (const Attribute& attribute : attributes) {
        if (!encoder.append(bytes, field, attribute, progress)) throw std::bad_alloc();
    }
    return std::string(bytes.view());
}

// There is one of each type.
std::string component_name(std::string_view type) {
    return std::string(type) + "/0";
}

// What never got as far as the exporter.
bool is_of_processor(std::string_view reason) noexcept {
    return reason == "corrupt" || reason == "shutdown";
}

std::string_view error_of(hot::DropReason reason) noexcept {
    // The conventions have a word of their own for it.
    return reason == hot::DropReason::AfterShutdown ? "already_shutdown" : to_string(reason);
}

std::int64_t signed_of(std::uint64_t count) noexcept {
    return static_cast<std::int64_t>(count);
}

}  // namespace

struct SelfTelemetry::Names {
    std::string_view part;       // of the metrics' names
    std::string_view unit;       // of what is counted
    std::string_view processor;  // its otel.component.type

    [[nodiscard]] static const Names& of(SignalType signal) noexcept {
        static constexpr std::array<Names, kSignalCount> kNames{{
            {"metric_data_point", "{data_point}", ""},
            {"log", "{log_record}", "batching_log_processor"},
            {"span", "{span}", "batching_span_processor"},
        }};
        static_assert(static_cast<std::size_t>(SignalType::Metrics) == 0 &&
                      static_cast<std::size_t>(SignalType::Logs) == 1);
        return kNames[static_cast<std::size_t>(signal)];
    }
};

SelfTelemetry::SelfTelemetry(hot::Engine& engine, DeliveryCounts& counts, const Envelope& envelope,
                             const PipelineOptions& options, MetricRequests& requests)
    : engine_(engine),
      counts_(counts),
      options_(options),
      scope_(engine.scope({.name = kScopeName, .version = kVersion})),
      encoder_(envelope, options_, requests) {}

std::uint64_t SelfTelemetry::collect(std::uint64_t now) {
    now_ = now;
    points_ = 0;
    if (counts_.times.start_time == 0) counts_.times.start_time = now;
    add_recording(engine_.stats());
    const auto deliveries = counts_.read();
    for (const SignalType signal : kAllSignals) {
        const auto i = static_cast<std::size_t>(signal);
        if (!options_.enabled[i]) continue;
        if (signal != SignalType::Metrics) add_processor(signal, deliveries[i]);
        add_exporter(signal, deliveries[i]);
    }
    add_durations();
    encoder_.finish();
    streams_.clear();
    return points_;
}

void SelfTelemetry::add_recording(const hot::RecordingStats& stats) {
    if (options_.enabled[static_cast<std::size_t>(SignalType::Traces)]) {
        const std::string sampled = encoded(kNumberAttributes, {{"otel.span.sampling_result", "RECORD_AND_SAMPLE"}});
        const std::uint64_t ended = stats.spans_ended + counts_.unended_spans();
        add(InstrumentKind::Counter, "otel.sdk.span.started", "{span}", "Spans that were started and record", sampled,
            signed_of(stats.spans_started));
        // Threads count on while they are added up: an end may have been seen whose start was not.
        add(InstrumentKind::UpDownCounter, "otel.sdk.span.live", "{span}", "Recording spans that have not ended",
            sampled, signed_of(std::max(stats.spans_started, ended) - ended));
    }
    if (options_.enabled[static_cast<std::size_t>(SignalType::Logs)]) {
        add(InstrumentKind::Counter, "otel.sdk.log.created", "{log_record}", "Log records that were emitted", {},
            signed_of(stats.created[static_cast<std::size_t>(SignalType::Logs)]));
    }
}

void SelfTelemetry::add_processor(SignalType signal, const SignalDelivery& delivery) {
    const Names& names = Names::of(signal);
    const std::string prefix = "otel.sdk.processor." + std::string(names.part);
    const std::uint64_t in_memory = engine_.pool.unsettled_records(signal);
    add(InstrumentKind::UpDownCounter, prefix + ".queue.size", names.unit, "Records that wait for a request",
        processor_attributes(signal), signed_of(std::max(in_memory, delivery.in_flight) - delivery.in_flight));

    const auto add_processed = [&](std::string_view error, std::uint64_t count) {
        if (!error.empty() && count == 0) return;
        add(InstrumentKind::Counter, prefix + ".processed", names.unit,
            "Records that were handed to the exporter or dropped before", processor_attributes(signal, error),
            signed_of(count));
    };
    add_processed({}, delivery.handed_over);
    for (std::size_t i = 0; i < hot::kDropReasonCount; ++i) {
        const auto reason = static_cast<hot::DropReason>(i);
        add_processed(error_of(reason), engine_.drops.get(signal, reason));
    }
    for (const auto& [reason, count] : delivery.dropped) {
        if (is_of_processor(reason)) add_processed(reason, count);
    }
}

void SelfTelemetry::add_exporter(SignalType signal, const SignalDelivery& delivery) {
    const Names& names = Names::of(signal);
    const std::string prefix = "otel.sdk.exporter." + std::string(names.part);
    add(InstrumentKind::UpDownCounter, prefix + ".inflight", names.unit, "What the exporter has and has not finished",
        exporter_attributes(signal, {}, false), signed_of(delivery.in_flight));

    const auto add_exported = [&](std::string_view error, std::uint64_t count) {
        if (!error.empty() && count == 0) return;
        add(InstrumentKind::Counter, prefix + ".exported", names.unit, "What the exporter has finished",
            exporter_attributes(signal, error, false), signed_of(count));
    };
    add_exported({}, delivery.delivered);
    add_exported("rejected", delivery.rejected);
    for (const auto& [reason, count] : delivery.dropped) {
        if (!is_of_processor(reason)) add_exported(reason, count);
    }
}

void SelfTelemetry::add_durations() {
    const OperationTimes& times = counts_.times;
    for (const SignalType signal : kAllSignals) {
        for (const auto& [failure, totals] : times.exports[static_cast<std::size_t>(signal)]) {
            add(InstrumentKind::Histogram, "otel.sdk.exporter.operation.duration", "s", "How long an attempt took",
                exporter_attributes(signal, failure, true), 0, &totals);
        }
    }
    if (times.collections.count() == 0) return;
    add(InstrumentKind::Histogram, "otel.sdk.metric_reader.collection.duration", "s",
        "How long the collection of metrics took",
        encoded(kHistogramAttributes,
                {{"otel.component.type", kReaderType}, {"otel.component.name", component_name(kReaderType)}}),
        0, &times.collections);
}

void SelfTelemetry::add(InstrumentKind kind, const std::string& name, std::string_view unit,
                        std::string_view description, std::string attributes, std::int64_t value,
                        const hot::HistogramTotals* histogram) {
    if (streams_.empty() || streams_.back().name != name) {
        hot::MetricStream& stream = streams_.emplace_back();
        stream.scope = &scope_;
        stream.kind = kind;
        stream.aggregation = default_aggregation(kind, hot::Aggregation::ExplicitBucketHistogram);
        stream.name = name;
        stream.unit = unit;
        stream.description = description;
        if (kind == InstrumentKind::Histogram) stream.bounds = hot::BucketBounds(OperationTimes::kBounds);
    }
    hot::Series series;
    series.attributes = std::move(attributes);
    encoder_.add(streams_.back(),
                 {series, counts_.times.start_time, Temporality::Cumulative, {.integers = value}, histogram}, now_);
    ++points_;
}

std::string SelfTelemetry::processor_attributes(SignalType signal, std::string_view error) const {
    const std::string_view type = Names::of(signal).processor;
    const std::string name = component_name(type);
    std::vector<Attribute> attributes{{"otel.component.type", type}, {"otel.component.name", name}};
    if (!error.empty()) attributes.push_back({"error.type", error});
    return encoded(kNumberAttributes, attributes);
}

std::string SelfTelemetry::exporter_attributes(SignalType signal, std::string_view error, bool of_histogram) const {
    const SelfTelemetryOptions& options = options_.self_telemetry;
    const std::string& type = options.exporter_types[static_cast<std::size_t>(signal)];
    const std::string name = component_name(type);
    std::vector<Attribute> attributes{{"otel.component.type", type}, {"otel.component.name", name}};
    if (!options.server_address.empty()) {
        attributes.push_back({"server.address", options.server_address});
        attributes.push_back({"server.port", std::int64_t{options.server_port}});
    }
    if (!error.empty()) attributes.push_back({"error.type", error});
    return encoded(of_histogram ? kHistogramAttributes : kNumberAttributes, attributes);
}

}  // namespace telemetryflow::pipeline
