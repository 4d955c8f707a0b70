#pragma once

// What one check of the doctor found. A value; texts never hold a secret.

#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryflow::gen {

enum class CheckStatus : std::uint8_t {
    Ok,
    /// Works, and may still be a mistake.
    Warning,
    Failed,
    /// There was nothing to check, or no way to.
    Skipped,
};

[[nodiscard]] constexpr std::string_view to_string(CheckStatus status) {
    switch (status) {
        case CheckStatus::Ok: return "ok";
        case CheckStatus::Warning: return "warning";
        case CheckStatus::Failed: return "failed";
        case CheckStatus::Skipped: return "skipped";
    }
    return {};
}

struct CheckResult {
    std::string name;
    CheckStatus status = CheckStatus::Ok;
    std::string message;
    std::string mend{};  // what to do about it; empty when nothing is to be done
};

}  // namespace telemetryflow::gen
