#pragma once

// A log record on its way out, as processors may change it (OpenTelemetry logs SDK, "ReadWriteLogRecord"). It views
// what was logged; what a processor puts in has to live until the record is emitted, which keep() sees to. Used on the
// calling thread.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

class ReadWriteLogRecord {
public:
    AttributeValue body{std::string_view()};
    SeverityLevel severity = SeverityLevel::Info;
    std::vector<Attribute> attributes{};
    std::uint64_t timestamp_unix_nano = 0;           // when it happened; 0: when it was observed
    std::uint64_t observed_timestamp_unix_nano = 0;  // when it was seen
    std::string_view event_name{};
    /// The span that it belongs to; not valid: none.
    SpanContext span_context{};
    /// Without its attributes.
    InstrumentationScope scope{};

    /// Keeps a text as long as the record and gives a view of it.
    std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }
    /// Sets an attribute; an earlier value of the same key is replaced.
    void set_attribute(std::string_view key, const AttributeValue& value) {
        remove_attribute(key);
        attributes.push_back({key, value});
    }
    void remove_attribute(std::string_view key) {
        std::erase_if(attributes, [&](const Attribute& known) { return known.key == key; });
    }

    /// The record is not emitted, and later processors do not see it.
    void drop() noexcept { dropped_ = true; }
    [[nodiscard]] bool is_dropped() const noexcept { return dropped_; }

private:
    std::deque<std::string> kept_;
    bool dropped_ = false;
};

}  // namespace telemetryflow
