#pragma once

// Request methods as telemetry names them. Pure functions; safe to use from any thread.

#include <string_view>

namespace telemetryflow::middleware {

inline constexpr std::string_view kOtherMethod = "_OTHER";

/// The method when it is one that HTTP defines, else "_OTHER", so that a client cannot make up names (OpenTelemetry,
/// http.request.method). The text lives for ever.
[[nodiscard]] std::string_view known_method(std::string_view method) noexcept;
/// What the method is called in a span's name.
[[nodiscard]] inline std::string_view method_in_name(std::string_view known) noexcept {
    return known == kOtherMethod ? std::string_view("HTTP") : known;
}

}  // namespace telemetryflow::middleware
