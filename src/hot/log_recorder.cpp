#include "hot/log_recorder.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/staging.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of opentelemetry.proto.logs.v1.LogRecord, and of ScopeLogs.log_records around it.
constexpr std::uint32_t kScopeLogRecords = 2;
constexpr std::uint32_t kTime = 1;
constexpr std::uint32_t kSeverityNumber = 2;
constexpr std::uint32_t kSeverityText = 3;
constexpr std::uint32_t kBody = 5;
constexpr std::uint32_t kAttributes = 6;
constexpr std::uint32_t kDroppedAttributes = 7;
constexpr std::uint32_t kFlags = 8;
constexpr std::uint32_t kTraceId = 9;
constexpr std::uint32_t kSpanId = 10;
constexpr std::uint32_t kObservedTime = 11;
constexpr std::uint32_t kAnyString = 1;

template <class Id>
char* put_id(char* at, std::uint32_t field, const Id& id) noexcept {
    return wire::put_bytes_field(at, field, {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
}

}  // namespace

void emit_log(Engine& engine, const LogFields& fields) noexcept {
    if (!engine.enabled(SignalType::Logs) || !engine.admits(SignalType::Logs)) return;
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) [[unlikely]] {
        engine.drops.add(SignalType::Logs, DropReason::OutOfMemory);
        return;
    }
    const std::uint64_t now = engine.clock.now();
    const std::uint64_t time = fields.timestamp != 0 ? fields.timestamp : now;
    const SpanContext* context = fields.context;
    if (context == nullptr) {
        if (const ContextNode* current = recorder->current()) context = &current->context;
    }
    const bool correlated = context != nullptr && context->is_valid();

    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    AttributeEncoder::Progress progress;
    ByteBuffer& body = recorder->scratch;
    ByteBuffer& attributes = recorder->scratch_attributes;
    body.clear();
    attributes.clear();
    if (!encoder.append_string(body, kAnyString, fields.body, engine.options.limits.body_length) ||
        !encoder.append(attributes, kAttributes, fields.attributes, progress)) [[unlikely]] {
        bump(recorder->created[static_cast<std::size_t>(SignalType::Logs)]);
        engine.drops.add(SignalType::Logs, DropReason::OutOfMemory);
        return;
    }

    // Any number can be cast into a severity; a zero is not written.
    const auto severity_number = static_cast<std::uint64_t>(fields.severity);
    const std::size_t severity_size = severity_number == 0 ? 0 : 1 + wire::varint_size(severity_number);
    const std::string_view severity_text = to_string(fields.severity);
    constexpr std::size_t kTimes = std::size_t{2} * 9;
    constexpr std::size_t kIds = 18 + 10;
    constexpr std::size_t kFlagsSize = 5;
    const bool flagged = correlated && context->trace_flags != 0;  // a zero is not written
    const std::size_t size = kTimes + severity_size + wire::bytes_field_size(severity_text.size()) +
                             wire::bytes_field_size(body.size()) + attributes.size() +
                             (progress.dropped != 0 ? 1 + wire::varint_size(progress.dropped) : 0) +
                             (correlated ? kIds : 0) + (flagged ? kFlagsSize : 0);

    recorder->stage(SignalType::Logs, wire::bytes_field_size(size), [&](char* at) {
        at = wire::put_bytes_header(at, kScopeLogRecords, size);
        at = wire::put_fixed64_field(at, kTime, time);
        if (severity_number != 0) at = wire::put_varint_field(at, kSeverityNumber, severity_number);
        at = wire::put_bytes_field(at, kSeverityText, severity_text);
        at = wire::put_bytes_field(at, kBody, body.view());
        at = wire::put_raw(at, attributes.data(), attributes.size());
        if (progress.dropped != 0) at = wire::put_varint_field(at, kDroppedAttributes, progress.dropped);
        if (flagged) at = wire::put_fixed32_field(at, kFlags, context->trace_flags);
        if (correlated) {
            at = put_id(at, kTraceId, context->trace_id);
            at = put_id(at, kSpanId, context->span_id);
        }
        wire::put_fixed64_field(at, kObservedTime, now);
    });
}

}  // namespace telemetryflow::hot
