#include "hot/log_recorder.hpp"

#include <new>

#include "hot/attribute_encoder.hpp"
#include "hot/log_processing.hpp"
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
constexpr std::uint32_t kEventName = 12;
constexpr std::uint32_t kAnyString = 1;

// Everything but the body and the attributes, with the longest headers.
constexpr std::size_t kFixed = 160;
constexpr std::size_t kLikelyAlone = 9 + 2 + 6 + 4 + 9;
constexpr std::size_t kLikelyInSpan = kLikelyAlone + 5 + 18 + 10;
constexpr std::size_t kLikelyAttribute = 8 + 16;  // framing, key and value

// What nearly all records have, and what only some do: nothing is spent on the latter where it is not there.
template <bool kComplete>
[[gnu::always_inline]] inline void encode_log(Engine& engine, std::string_view body, SeverityLevel severity,
                                              Attributes attributes, std::uint64_t timestamp,
                                              const SpanContext* context, std::uint16_t scope,
                                              const LogRecord& record) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) [[unlikely]] {
        engine.drop_unrecorded(SignalType::Logs, DropReason::OutOfMemory);
        return;
    }
    std::uint64_t observed = engine.clock.now();
    if (kComplete && record.observed_time != 0) observed = record.observed_time;
    const std::uint64_t time = timestamp != 0 ? timestamp : observed;
    if (context == nullptr) {
        if (const ContextNode* current = recorder->current()) context = &current->context;
    }
    const bool correlated = context != nullptr && context->is_valid();

    const RecordingLimits& limits = engine.options.limits;
    AttributeEncoder encoder(limits, recorder->edits);
    // Behind the attributes, which may need more room than was thought.
    std::size_t tail = kFixed;
    std::size_t size = kFixed + encoder.room_for(attributes);
    if constexpr (kComplete) {
        tail += AttributeEncoder::text_bound(record.event_name, limits.name_length);
        size += tail - kFixed + encoder.value_bound(record.body, limits.body_length);
    } else {
        size += AttributeEncoder::text_bound(body, limits.body_length);
    }
    // A guess, which close_bytes_field() puts right.
    const std::size_t likely_size =
        (correlated ? kLikelyInSpan : kLikelyAlone) + body.size() + kLikelyAttribute * attributes.size();
    const std::size_t header = 1 + wire::varint_size(likely_size);
    const auto encode = [&](RecordRoom& room) -> char* {
        char* at = room.data() + header;
        if (!kComplete || record.has_timestamp) at = wire::put_fixed64_field(at, kTime, time);
        at = severity_fields::put(at, severity);
        if (kComplete && record.body.type() != AttributeType::String) {
            at = encoder.put_value(at, kBody, record.body, limits.body_length);
        } else {
            char* const any = at;
            at = encoder.put_string(any + wire::kShortHeader, kAnyString, kComplete ? record.body.as_string() : body,
                                    limits.body_length);
            at = wire::close_bytes_field(any, kBody, at);
        }
        AttributeEncoder::Progress progress;
        const auto bare = static_cast<std::size_t>(at - room.data());
        at = encoder.put(room, bare, at, kAttributes, attributes, progress, tail);
        if (at == nullptr) return nullptr;
        char* const start = room.data();
        if (static_cast<std::size_t>(at - start) + tail > engine.options.max_record_bytes) [[unlikely]] {
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
        at = wire::put_fixed64_field(at, kObservedTime, observed);
        if constexpr (kComplete) at = encoder.put_text(at, kEventName, record.event_name, limits.name_length);
        return wire::close_bytes_field(start, kScopeLogRecords, at, header);
    };
    recorder->stage_encoded(SignalType::Logs, size, encode, scope);
}

void encode_log(Engine& engine, const LogRecord& record, std::uint16_t scope) noexcept {
    encode_log<true>(engine, {}, record.severity, record.attributes, record.timestamp, record.context, scope, record);
}

// With what processors make of it.
void encode_processed(Engine& engine, const LogRecord& record, const Scope& scope) noexcept try {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) throw std::bad_alloc();
    const ReadWriteLogRecord changed = process_log(engine, *recorder, record, scope);
    if (changed.is_dropped()) return;
    encode_log(engine,
               {.body = changed.body,
                .severity = changed.severity,
                .attributes = changed.attributes,
                .has_timestamp = record.has_timestamp || changed.timestamp_unix_nano != 0,
                .timestamp = changed.timestamp_unix_nano,
                .observed_time = changed.observed_timestamp_unix_nano,
                .event_name = changed.event_name,
                .context = &changed.span_context},
               scope.id);
} catch (const std::bad_alloc&) {
    engine.drop_unrecorded(SignalType::Logs, DropReason::OutOfMemory);
}

// Where not every record is wanted as it is.
[[gnu::noinline]] void emit_chosen(Engine& engine, const LogRecord& record, std::uint16_t scope_id) noexcept {
    const Scope& scope = engine.scopes.at(scope_id);
    if (!is_log_wanted(engine, scope, record.severity, record.context) || !engine.admits(SignalType::Logs)) return;
    if (engine.options.ports.log_processors.empty()) {
        encode_log(engine, record, scope_id);
    } else {
        encode_processed(engine, record, scope);
    }
}

}  // namespace

bool is_log_wanted(Engine& engine, const Scope& scope, SeverityLevel severity, const SpanContext* context) noexcept {
    if (engine.is_plain(SignalType::Logs)) return true;
    if (!engine.may_record(SignalType::Logs, scope)) return false;
    // What has no severity is not below any.
    if (severity != SeverityLevel{} && severity < scope.minimum_severity) return false;
    if (!scope.trace_based_logs) return true;
    if (context == nullptr) {
        ThreadRecorder* recorder = engine.recorder();
        const ContextNode* current = recorder != nullptr ? recorder->current() : nullptr;
        if (current == nullptr) return true;
        context = &current->context;
    }
    return !context->is_valid() || context->is_sampled();
}

[[gnu::flatten]] void emit_log(Engine& engine, std::string_view body, SeverityLevel severity, Attributes attributes,
                               std::uint64_t timestamp, const SpanContext* context, std::uint16_t scope) noexcept {
    static constexpr LogRecord kNothingElse{};
    if (!engine.is_plain(SignalType::Logs)) [[unlikely]] {
        const LogRecord record{
            .body = body, .severity = severity, .attributes = attributes, .timestamp = timestamp, .context = context};
        return emit_chosen(engine, record, scope);
    }
    if (!engine.admits(SignalType::Logs)) return;
    encode_log<false>(engine, body, severity, attributes, timestamp, context, scope, kNothingElse);
}

void emit_log(Engine& engine, const LogRecord& record, std::uint16_t scope) noexcept {
    emit_chosen(engine, record, scope);
}

}  // namespace telemetryflow::hot
