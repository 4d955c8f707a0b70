#pragma once

// Batches of one signal that this process put on disk, oldest first. Used by the worker.

#include <cstdint>
#include <memory>

#include "pipeline/batch_source.hpp"
#include "pipeline/own_spool.hpp"

namespace telemetryflow::pipeline {

class SpoolSource final : public BatchSource {
public:
    SpoolSource(SignalType signal, OwnSpool& spool) : signal_(signal), spool_(spool) {}

    bool next(Batch& batch) override { return spool_.next(signal_, batch); }
    void settle(Batch& batch) override {
        spool_.settle(signal_, batch.items);
        // An outage is over at some time, and its batches are the largest.
        if (!has_full_batch()) batch.bytes.trim(kKeptBytes);
    }
    bool has_full_batch() override { return spool_.spool().has(signal_); }
    void mark() override { mark_ = spool_.spool().last_added(signal_); }
    bool reached_mark() override { return spool_.spool().last_taken(signal_) >= mark_ || !has_full_batch(); }
    /// Stays for the next start.
    bool keep(const Batch*) override {
        spool_.take_back(signal_);
        return true;
    }
    std::uint64_t discard() override { return 0; }

private:
    static constexpr std::size_t kKeptBytes = 64U << 10U;

    const SignalType signal_;
    OwnSpool& spool_;
    std::uint64_t mark_ = 0;
};

}  // namespace telemetryflow::pipeline
