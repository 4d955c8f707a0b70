#pragma once

// Batches of the last metrics that dead processes collected and did not deliver, oldest process first. Cumulative ones:
// sent twice they say the same. Used by the worker.

#include <cstddef>
#include <memory>

#include "pipeline/batch_source.hpp"
#include "pipeline/recovery.hpp"

namespace telemetryflow::pipeline {

class RecoveredMetrics final : public BatchSource {
public:
    explicit RecoveredMetrics(std::shared_ptr<Recovery> recovery) : recovery_(std::move(recovery)) {}

    bool next(Batch& batch) override;
    void settle(Batch& batch) override;
    bool has_full_batch() override { return seek(); }
    /// Nobody waits for what others left.
    void mark() override {}
    bool reached_mark() override { return true; }
    /// Stays for the next process.
    bool keep(const Batch*) override { return true; }
    std::uint64_t discard() override { return 0; }

private:
    // Goes to the next process with metrics, from `process_` on; false when none has.
    bool seek();

    const std::shared_ptr<Recovery> recovery_;
    std::size_t process_ = 0;
    std::size_t request_ = 0;  // of the process
};

}  // namespace telemetryflow::pipeline
