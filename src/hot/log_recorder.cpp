#include "hot/log_recorder.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/severity_fields.hpp"
#include "hot/staging.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of opentelemetry.proto.logs.v1.LogRecord, and of ScopeLogs.log_records around it.
constexpr std::uint32_t kScopeLogRecords = 2;
constexpr std::uint32_t kTime = 1;
constexpr std::uint32_t kBody = 5;
constexpr std::uint32_t kAttributes = 6;
constexpr std::uint32_t kDroppedAttributes = 7;
constexpr std::uint32_t kFlags = 8;
constexpr std::uint32_t kTraceId = 9;
constexpr std::uint32_t kSpanId = 10;
constexpr std::uint32_t kObservedTime = 11;
constexpr std::uint32_t kAnyString = 1;

// Everything but the body and the attributes, with the longest headers.
constexpr std::size_t kFixed = 160;
constexpr std::size_t kLikelyAlone = 9 + 2 + 6 + 4 + 9;
constexpr std::size_t kLikelyInSpan = kLikelyAlone + 5 + 18 + 10;
constexpr std::size_t kLikelyAttribute = 8 + 16;  // framing, key and value

}  // namespace

[[gnu::flatten]] void emit_log(Engine& engine, std::string_view body, SeverityLevel severity, Attributes attributes,
                               std::uint64_t timestamp, const SpanContext* context, std::uint16_t scope) noexcept {
    if (!engine.enabled(SignalType::Logs) || !engine.admits(SignalType::Logs)) return;
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) [[unlikely]] {
        engine.drop_unrecorded(SignalType::Logs, DropReason::OutOfMemory);
        return;
    }
    const std::uint64_t now = engine.clock.now();
    const std::uint64_t time = timestamp != 0 ? timestamp : now;
    if (context == nullptr) {
        if (const ContextNode* current = recorder->current()) context = &current->context;
    }
    const bool correlated = context != nullptr && context->is_valid();

    const RecordingLimits& limits = engine.options.limits;
    AttributeEncoder encoder(limits, recorder->edits);
    const std::size_t size =
        kFixed + AttributeEncoder::text_bound(body, limits.body_length) + encoder.room_for(attributes);
    // A guess, which close_bytes_field() puts right.
    const std::size_t likely_size =
        (correlated ? kLikelyInSpan : kLikelyAlone) + body.size() + kLikelyAttribute * attributes.size();
    const std::size_t header = 1 + wire::varint_size(likely_size);
    const auto encode = [&](RecordRoom& room) -> char* {
        char* at = wire::put_fixed64_field(room.data() + header, kTime, time);
        at = severity_fields::put(at, severity);
        char* const any = at;
        at = encoder.put_string(any + wire::kShortHeader, kAnyString, body, limits.body_length);
        at = wire::close_bytes_field(any, kBody, at);
        AttributeEncoder::Progress progress;
        const auto bare = static_cast<std::size_t>(at - room.data());
        at = encoder.put(room, bare, at, kAttributes, attributes, progress, kFixed);
        if (at == nullptr) return nullptr;
        char* const start = room.data();
        if (static_cast<std::size_t>(at - start) + kFixed > engine.options.max_record_bytes) [[unlikely]] {
            // Rather than the record: a body fits by itself.
            bump(recorder->edits.dropped_attributes, progress.count);
            progress.dropped += progress.count;
            at = start + bare;
        }
        if (progress.dropped != 0) at = wire::put_varint_field(at, kDroppedAttributes, progress.dropped);
        if (correlated) {
            // A zero is not written.
            if (context->trace_flags != 0) at = wire::put_fixed32_field(at, kFlags, context->trace_flags);
            at = wire::put_id(at, kTraceId, context->trace_id);
            at = wire::put_id(at, kSpanId, context->span_id);
        }
        at = wire::put_fixed64_field(at, kObservedTime, now);
        return wire::close_bytes_field(start, kScopeLogRecords, at, header);
    };
    recorder->stage_encoded(SignalType::Logs, size, encode, scope);
}

}  // namespace telemetryflow::hot
