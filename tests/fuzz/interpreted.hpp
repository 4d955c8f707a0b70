#pragma once

// What must hold for every meaning that a response is given.

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "infrastructure/otlp/retry_after.hpp"
#include "infrastructure/otlp/retry_rules.hpp"
#include "require.hpp"

namespace telemetryflow::fuzz {

/// Interprets `response` for both backends: nothing but printable text, no secret, no more rejected than were sent, no
/// wait without an end, and the same meaning every time.
inline void require_sound_meaning(Protocol protocol, const TransportResponse& response) {
    using namespace infrastructure;
    static const std::array<std::string, 1> kSecrets{"tfs_7f3a9c51e2"};
    for (const BackendProfile profile : {BackendProfile::Otlp, BackendProfile::TelemetryFlow}) {
        const ResponseContext context{protocol, profile, 7,
                                      std::chrono::system_clock::time_point(std::chrono::hours(490'000)), kSecrets};
        const Interpretation meaning = interpret_response(context, response);
        const ExportResult& result = meaning.result;
        require(result.message.size() <= 1024);
        require(std::all_of(result.message.begin(), result.message.end(), [](char c) { return c >= ' ' && c <= '~'; }));
        require(result.message.find(kSecrets[0]) == std::string::npos);
        require(result.rejected_items <= context.items);
        require((result.outcome == ExportOutcome::Delivered) == result.reason.empty());
        require(!meaning.unreadable_answer || result.outcome == ExportOutcome::Delivered);
        if (result.retry_after) {
            require(result.outcome == ExportOutcome::Retryable);
            require(result.retry_after->count() > 0 && *result.retry_after <= kMaxRetryAfter);
        }
        const ExportResult again = interpret_response(context, response).result;
        require(again.outcome == result.outcome && again.reason == result.reason && again.message == result.message &&
                again.retry_after == result.retry_after && again.rejected_items == result.rejected_items);
    }
}

}  // namespace telemetryflow::fuzz
