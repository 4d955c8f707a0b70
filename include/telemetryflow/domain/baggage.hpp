#pragma once

// What an application passes along with a piece of work, from service to service: names with values, such as the
// tenant. An immutable value of one pointer; copies share the entries. Safe to use from any thread. It travels in plain
// text to every service called, so it is no place for secrets. Follows the OpenTelemetry baggage API and W3C Baggage.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/baggage_entry.hpp"
#include "telemetryflow/domain/shared_ref.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT Baggage {
public:
    static constexpr std::size_t kMaxEntries = 64;
    /// Bytes of the header.
    static constexpr std::size_t kMaxLength = 8192;

    Baggage() noexcept = default;

    /// Reads a baggage header; several headers are joined by commas before. Members that are malformed, and those over
    /// the limits, are left out. Of equal names the last one counts. Values are percent-decoded and become valid UTF-8.
    [[nodiscard]] static Baggage from_header(std::string_view header);
    /// The header with values percent-encoded; valid as long as this value or a copy of it.
    [[nodiscard]] std::string_view to_header() const noexcept;

    [[nodiscard]] bool empty() const noexcept { return !content_; }
    [[nodiscard]] std::span<const BaggageEntry> entries() const noexcept;
    /// The value of `name`, valid as long as this value or a copy of it; nothing when there is none.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const noexcept;
    /// A copy in which `name` has `value`. The same when the name is no token or the metadata no list of properties
    /// (W3C Baggage, "property"), and when the limits have no room for it.
    [[nodiscard]] Baggage with(std::string_view name, std::string_view value, std::string_view metadata = {}) const;
    [[nodiscard]] Baggage without(std::string_view name) const;

    friend bool operator==(const Baggage& a, const Baggage& b) noexcept { return a.to_header() == b.to_header(); }

private:
    struct Content;

    static void share(Content& content) noexcept;
    static void let_go(Content& content) noexcept;
    using Shared = SharedRef<Content, share, let_go>;

    // Writes the header, drops what it has no room for.
    static Shared finish(const Shared& content);
    explicit Baggage(Shared content) noexcept : content_(std::move(content)) {}

    Shared content_;
};

}  // namespace telemetryflow
