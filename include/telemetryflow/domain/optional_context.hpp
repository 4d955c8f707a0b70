#pragma once

// A span's context that may be unset, as commands carry it: std::optional whose value is there from the beginning, so
// that a compiler sees through a command that sets none. Set to an invalid context it is set. A value; safe to use from
// any thread.

#include <optional>
#include <utility>

#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

class OptionalContext {
public:
    constexpr OptionalContext() noexcept = default;
    constexpr OptionalContext(std::nullopt_t) noexcept {}
    constexpr OptionalContext(SpanContext context) noexcept : context_(std::move(context)), is_set_(true) {}
    constexpr OptionalContext(const std::optional<SpanContext>& context) noexcept : is_set_(context.has_value()) {
        if (context) context_ = *context;
    }

    [[nodiscard]] constexpr bool has_value() const noexcept { return is_set_; }
    constexpr explicit operator bool() const noexcept { return is_set_; }
    /// The context, an invalid one where none is set.
    [[nodiscard]] constexpr const SpanContext& operator*() const noexcept { return context_; }
    [[nodiscard]] constexpr const SpanContext* operator->() const noexcept { return &context_; }
    [[nodiscard]] constexpr SpanContext value_or(const SpanContext& other) const noexcept {
        return is_set_ ? context_ : other;
    }
    /// Null where none is set.
    [[nodiscard]] constexpr const SpanContext* get() const noexcept { return is_set_ ? &context_ : nullptr; }

private:
    SpanContext context_{};
    bool is_set_ = false;
};

}  // namespace telemetryflow
