#pragma once

// A log record of the OpenTelemetry API until it is emitted. What it is given is copied, for it may be emitted later.
// Few and short texts take no memory of the heap; the record itself comes from a pool. Used by one thread at a time.

#include <array>
#include <cstring>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include <opentelemetry/logs/log_record.h>
#include <opentelemetry/logs/severity.h>
#include <opentelemetry/trace/span_id.h>
#include <opentelemetry/trace/trace_flags.h>
#include <opentelemetry/trace/trace_id.h>

#include "telemetryflow/application/commands/emit_log_command.hpp"
#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/object_pool.hpp"

namespace telemetryflow::bridge {

class LogRecord final : public opentelemetry::logs::LogRecord {
public:
    /// Of no severity, until one is set.
    LogRecord() noexcept { command_.severity = SeverityLevel{0}; }

    static void* operator new(std::size_t) { return ObjectPool<sizeof(LogRecord)>::take(); }
    static void operator delete(void* memory) noexcept { ObjectPool<sizeof(LogRecord)>::give_back(memory); }

    void SetTimestamp(opentelemetry::common::SystemTimestamp timestamp) noexcept override {
        command_.timestamp_unix_nano = to_unix_nano(timestamp);
    }
    void SetObservedTimestamp(opentelemetry::common::SystemTimestamp timestamp) noexcept override {
        command_.observed_timestamp_unix_nano = to_unix_nano(timestamp);
    }
    void SetSeverity(opentelemetry::logs::Severity severity) noexcept override {
        command_.severity = static_cast<SeverityLevel>(severity);
    }
    void SetBody(const opentelemetry::common::AttributeValue& message) noexcept override {
        ::new (&body_) AttributeValue(kept(message));
    }
    void SetAttribute(opentelemetry::nostd::string_view key,
                      const opentelemetry::common::AttributeValue& value) noexcept override {
        attributes_.add_made(kept(to_view(key)), [this, &value] { return kept(value); });
    }
    void SetEventId(std::int64_t /*id*/, opentelemetry::nostd::string_view name = {}) noexcept override {
        command_.event_name = kept(to_view(name));
    }
    void SetTraceId(const opentelemetry::trace::TraceId& trace_id) noexcept override {
        std::memcpy(context_.trace_id.bytes.data(), trace_id.Id().data(), context_.trace_id.bytes.size());
        has_context_ = true;
    }
    void SetSpanId(const opentelemetry::trace::SpanId& span_id) noexcept override {
        std::memcpy(context_.span_id.bytes.data(), span_id.Id().data(), context_.span_id.bytes.size());
        has_context_ = true;
    }
    void SetTraceFlags(const opentelemetry::trace::TraceFlags& flags) noexcept override {
        context_.trace_flags = flags.flags();
        has_context_ = true;
    }

    /// As the SDK takes it; refers to the record.
    [[nodiscard]] const EmitLogCommand& command() noexcept {
        command_.attributes = attributes_.attributes();
        if (has_context_) command_.span_context = context_;
        return command_;
    }

    /// The body, of any type.
    [[nodiscard]] const AttributeValue& body() const noexcept { return body_; }

private:
    // A copy that lives as long as the record.
    std::string_view kept(std::string_view text) {
        if (text.size() > room_.size() - used_) return more_.emplace_front(text);
        char* const copy = room_.data() + used_;
        std::memcpy(copy, text.data(), text.size());
        used_ += text.size();
        return {copy, text.size()};
    }
    AttributeValue kept(const opentelemetry::common::AttributeValue& value) {
        if (const auto* text = opentelemetry::nostd::get_if<opentelemetry::nostd::string_view>(&value))
            return kept(to_view(*text));
        if (const auto* number = opentelemetry::nostd::get_if<std::int64_t>(&value)) return *number;
        return attributes_.converted(
            opentelemetry::nostd::visit([this](const auto& held) { return kept_value(held); }, value));
    }
    template <class T>
    opentelemetry::common::AttributeValue kept_value(const T& value) {
        return value;
    }
    opentelemetry::common::AttributeValue kept_value(const char* value) {
        return kept_value(opentelemetry::nostd::string_view(value == nullptr ? "" : value));
    }
    opentelemetry::common::AttributeValue kept_value(const opentelemetry::nostd::string_view& value) {
        const std::string_view copy = kept(to_view(value));
        return opentelemetry::nostd::string_view(copy.data(), copy.size());
    }
    template <class T>
    opentelemetry::common::AttributeValue kept_value(const opentelemetry::nostd::span<T>& values) {
        const auto copy = kept_array(values.data(), values.size());
        return opentelemetry::nostd::span<T>(copy, values.size());
    }
    template <class T>
    const T* kept_array(const T* values, std::size_t count) {
        std::string& bytes = more_.emplace_front(count * sizeof(T) + alignof(std::max_align_t), '\0');
        void* at = bytes.data();
        std::size_t room = bytes.size();
        auto* const copy = static_cast<T*>(std::align(alignof(std::max_align_t), count * sizeof(T), at, room));
        for (std::size_t i = 0; i < count; ++i) {
            if constexpr (std::is_same_v<T, opentelemetry::nostd::string_view>) {
                const std::string_view text = kept(to_view(values[i]));
                ::new (copy + i) T(text.data(), text.size());
            } else {
                ::new (copy + i) T(values[i]);
            }
        }
        return copy;
    }

    EmitLogCommand command_;
    AttributeValue body_{std::string_view()};
    SpanContext context_;
    bool has_context_ = false;
    AttributeList attributes_;
    std::size_t used_ = 0;
    std::array<char, 1024> room_;
    std::forward_list<std::string> more_;
};

}  // namespace telemetryflow::bridge
