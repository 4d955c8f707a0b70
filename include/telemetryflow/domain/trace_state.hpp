#pragma once

// What other tracing systems say about a trace, passed on with it: the list of W3C Trace Context's tracestate header.
// An immutable value of one pointer; copies share the text. Safe to use from any thread. Follows W3C Trace Context
// level 2, "Tracestate Header" and "Mutating the tracestate Field".

#include <cstddef>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/shared_ref.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT TraceState {
public:
    static constexpr std::size_t kMaxMembers = 32;
    /// What is over this many bytes is cut by whole members: first those over 128 bytes, then from the end.
    static constexpr std::size_t kMaxLength = 512;

    constexpr TraceState() noexcept = default;

    /// Reads a tracestate header; several headers are joined by commas before. Of equal keys the first one stays. Empty
    /// when any member is malformed, when there are more than 32, and when memory is refused.
    [[nodiscard]] static TraceState from_header(std::string_view header) noexcept;
    /// The header, without optional white space; valid as long as this value or a copy of it.
    [[nodiscard]] std::string_view to_header() const noexcept;

    [[nodiscard]] constexpr bool empty() const noexcept { return !text_; }
    /// The value of `key`, valid as long as this value or a copy of it; empty when there is none.
    [[nodiscard]] std::string_view get(std::string_view key) const noexcept;
    /// A copy in which `key` comes first with `value`; the same list when either is malformed.
    [[nodiscard]] TraceState with(std::string_view key, std::string_view value) const noexcept;
    [[nodiscard]] TraceState without(std::string_view key) const noexcept;

    friend constexpr bool operator==(const TraceState& a, const TraceState& b) noexcept {
        return a.text_.get() == b.text_.get() || a.to_header() == b.to_header();
    }

private:
    struct Text;

    static void share(Text& text) noexcept;
    static void let_go(Text& text) noexcept;
    using Shared = SharedRef<Text, share, let_go>;

    explicit TraceState(Shared text) noexcept : text_(std::move(text)) {}
    template <class Visit>
    void for_each(Visit&& visit) const noexcept;

    Shared text_;
};

}  // namespace telemetryflow
