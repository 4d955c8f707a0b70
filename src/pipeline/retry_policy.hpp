#pragma once

// When a failed request is tried again: exponential backoff with full jitter, under the backend's own wish where it has
// one (OTLP specification, "OTLP/HTTP Throttling" and "OTLP/gRPC Throttling"). Used by the worker.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>

#include "pipeline/pipeline_options.hpp"

namespace telemetryflow::pipeline {

class RetryPolicy {
public:
    /// No server may silence the client for longer than this with one answer.
    static constexpr std::chrono::minutes kLongestServerWait{5};

    explicit RetryPolicy(const PipelineOptions& options, std::uint64_t seed = std::random_device{}())
        : options_(options), random_(seed) {}

    /// Whether another attempt follows after `attempts` failed ones.
    [[nodiscard]] bool allows(std::uint32_t attempts) const noexcept {
        return options_.retry_enabled && attempts <= options_.max_retries;
    }

    /// The wait after `attempts` failed attempts, at least what the server asked for.
    [[nodiscard]] std::chrono::nanoseconds wait(std::uint32_t attempts,
                                                std::optional<std::chrono::nanoseconds> server_wish) {
        using std::chrono::nanoseconds;
        nanoseconds cap = options_.retry_backoff;
        for (std::uint32_t doublings = 1; doublings < attempts && cap < options_.retry_max_backoff; ++doublings)
            cap *= 2;
        cap = std::min<nanoseconds>(cap, options_.retry_max_backoff);
        std::uniform_int_distribution<std::int64_t> jitter(0, std::max<std::int64_t>(cap.count(), 1));
        const nanoseconds own{jitter(random_)};
        if (!server_wish) return own;
        return std::max(own, std::min<nanoseconds>(*server_wish, kLongestServerWait));
    }

private:
    const PipelineOptions& options_;
    std::mt19937_64 random_;
};

}  // namespace telemetryflow::pipeline
