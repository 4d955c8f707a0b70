#pragma once

// While it lives, the calling thread runs a processor: what that records itself is not shown to processors again. On
// the stack.

#include <utility>

#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

class ProcessingGuard {
public:
    explicit ProcessingGuard(ThreadRecorder& recorder) noexcept
        : recorder_(recorder), was_processing_(std::exchange(recorder.is_processing, true)) {}
    ~ProcessingGuard() { recorder_.is_processing = was_processing_; }
    ProcessingGuard(const ProcessingGuard&) = delete;
    ProcessingGuard& operator=(const ProcessingGuard&) = delete;

    [[nodiscard]] bool is_outermost() const noexcept { return !was_processing_; }

private:
    ThreadRecorder& recorder_;
    bool was_processing_;
};

}  // namespace telemetryflow::hot
