#pragma once

// Stable codes of the SDK's errors: values are never reused or renumbered, so callers may store and compare them.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

enum class ErrorCode : std::uint16_t {
    NotInitialized = 100,
    InitializationFailed = 101,
    InvalidConfig = 200,
    InvalidCredentials = 210,
    IncompleteBuilder = 220,
    NoHandler = 300,
    QueryUnavailable = 310,
    QueryFailed = 311,
};

/// Returns the code's name, for example "TF0100".
[[nodiscard]] constexpr std::string_view to_string(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::NotInitialized: return "TF0100";
        case ErrorCode::InitializationFailed: return "TF0101";
        case ErrorCode::InvalidConfig: return "TF0200";
        case ErrorCode::InvalidCredentials: return "TF0210";
        case ErrorCode::IncompleteBuilder: return "TF0220";
        case ErrorCode::NoHandler: return "TF0300";
        case ErrorCode::QueryUnavailable: return "TF0310";
        case ErrorCode::QueryFailed: return "TF0311";
    }
    return "TF0000";
}

}  // namespace telemetryflow
