#pragma once

// One scope with its elements among the contents of an envelope: ScopeSpans, ScopeLogs or ScopeMetrics, tag included.
// Free functions without state.

#include <cstddef>
#include <cstdint>

#include "hot/scope_fields.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::pipeline::scope_entry {

/// Of ResourceSpans, ResourceLogs and ResourceMetrics.
inline constexpr std::uint32_t kScopeList = 2;

[[nodiscard]] inline std::size_t message_size(const hot::ScopeFields& scope, std::size_t elements) noexcept {
    return scope.scope.size() + elements + scope.schema_url.size();
}

/// The whole entry's.
[[nodiscard]] inline std::size_t size(const hot::ScopeFields& scope, std::size_t elements) noexcept {
    return hot::wire::bytes_field_size(message_size(scope, elements));
}

/// What comes before the elements.
[[nodiscard]] inline std::size_t head_size(const hot::ScopeFields& scope, std::size_t elements) noexcept {
    return 1 + hot::wire::varint_size(message_size(scope, elements)) + scope.scope.size();
}

/// No entry has a longer head.
[[nodiscard]] inline std::size_t largest_head(const hot::ScopeFields& scope) noexcept {
    return 1 + hot::wire::kMaxVarint + scope.scope.size();
}

/// The most bytes of elements in an entry of at most `bytes`.
[[nodiscard]] inline std::size_t room_in(const hot::ScopeFields& scope, std::size_t bytes) noexcept {
    const std::size_t most = largest_head(scope) + scope.schema_url.size();
    std::size_t elements = bytes > most ? bytes - most : 0;
    while (size(scope, elements + 1) <= bytes)
        ++elements;
    return elements;
}

inline char* put_head(char* at, const hot::ScopeFields& scope, std::size_t elements) noexcept {
    at = hot::wire::put_bytes_header(at, kScopeList, message_size(scope, elements));
    return hot::wire::put_raw(at, scope.scope.data(), scope.scope.size());
}

inline char* put_tail(char* at, const hot::ScopeFields& scope) noexcept {
    return hot::wire::put_raw(at, scope.schema_url.data(), scope.schema_url.size());
}

}  // namespace telemetryflow::pipeline::scope_entry
