#pragma once

// A span as processors see it: read back from what is encoded of it, changed as a handle changes it. On the stack of
// the thread that calls them.

#include <cstdint>

#include "telemetryflow/application/ports/read_write_span.hpp"

#include "hot/engine.hpp"
#include "hot/span_state.hpp"

namespace telemetryflow::hot {

class SpanView final : public ReadWriteSpan {
public:
    /// `end_time` 0: it has not ended.
    SpanView(Engine& engine, SpanState& state, std::uint64_t end_time) noexcept
        : engine_(engine), state_(state), end_time_(end_time) {}

    [[nodiscard]] std::string_view name() const override;
    [[nodiscard]] SpanKind kind() const override;
    [[nodiscard]] const SpanContext& context() const override { return state_.context; }
    [[nodiscard]] SpanId parent_span_id() const override;
    [[nodiscard]] bool parent_is_remote() const override { return state_.parent_is_remote; }
    [[nodiscard]] InstrumentationScope scope() const override;
    [[nodiscard]] std::uint64_t start_unix_nano() const override { return state_.start_time; }
    [[nodiscard]] std::uint64_t end_unix_nano() const override { return end_time_; }
    [[nodiscard]] SpanStatus status() const override { return state_.status; }
    [[nodiscard]] std::string_view status_description() const override;
    [[nodiscard]] std::vector<RecordedAttribute> attributes() const override;
    [[nodiscard]] std::vector<RecordedEvent> events() const override;
    [[nodiscard]] std::vector<RecordedLink> links() const override;
    [[nodiscard]] std::uint32_t dropped_attributes() const override { return state_.attribute_progress.dropped; }
    [[nodiscard]] std::uint32_t dropped_events() const override { return state_.dropped_events; }
    [[nodiscard]] std::uint32_t dropped_links() const override { return state_.dropped_links; }

    void set_attribute(std::string_view key, const AttributeValue& value) override;
    void add_event(std::string_view name, Attributes attributes, std::uint64_t time) override;
    void add_link(const SpanContext& context, Attributes attributes) override;
    void set_status(SpanStatus status, std::string_view description) override;
    void update_name(std::string_view name) override;

private:
    Engine& engine_;
    SpanState& state_;
    std::uint64_t end_time_;
};

}  // namespace telemetryflow::hot
