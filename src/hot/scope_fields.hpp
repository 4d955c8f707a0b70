#pragma once

// An instrumentation scope as OTLP has it around spans, log records and metrics, which nest alike (ScopeSpans,
// ScopeLogs and ScopeMetrics of trace.proto, logs.proto and metrics.proto). A value.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryflow::hot {

struct ScopeFields {
    static constexpr std::uint32_t kScope = 1;
    static constexpr std::uint32_t kElements = 2;
    static constexpr std::uint32_t kSchemaUrl = 3;

    std::string scope;       // the field `scope`, tag included
    std::string schema_url;  // the field `schema_url`, tag included; empty where there is none

    /// Reads scopes that were put down one after another, by their ids; up to the first that is not whole.
    [[nodiscard]] static std::vector<ScopeFields> from_bytes(std::string_view bytes);
};

}  // namespace telemetryflow::hot
