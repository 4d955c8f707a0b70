#pragma once

// What became of everything that was staged or collected, and how exporting goes. Written by the worker, read by any
// thread that asks for the status.

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/loss_ledger.hpp"

namespace telemetryflow::pipeline {

struct SignalDelivery {
    std::uint64_t collected = 0;  // metric points; of what is recovered, all that was found
    std::uint64_t delivered = 0;
    std::uint64_t rejected = 0;                    // by partial success
    std::map<std::string, std::uint64_t> dropped;  // by reason; changed by DeliveryCounts::drop() alone
    std::uint64_t in_spool = 0;                    // items on disk, of this process's own
    std::uint64_t exports_succeeded = 0;           // requests
    std::uint64_t exports_failed = 0;              // requests given up
    std::uint64_t retries = 0;                     // attempts after the first
    std::uint64_t delivered_bytes = 0;             // request bytes before compression
    std::uint64_t last_success_unix_nano = 0;
    std::string last_error;  // empty after a success
    bool held = false;       // waiting for a setting to be mended
    std::uint64_t failures_in_row = 0;
    // Of what is recovered: what its processes had lost before they ended, by reason.
    std::map<std::string, std::uint64_t> lost_before;
};

class DeliveryCounts {
public:
    template <class Change>
    void change(SignalType signal, Change&& change) {
        const std::lock_guard lock(mutex_);
        SignalDelivery& delivery = signals_[static_cast<std::size_t>(signal)];
        const std::uint64_t delivered = delivery.delivered;
        const std::uint64_t rejected = delivery.rejected;
        change(delivery);
        if (ledger_ == nullptr || !with_outcomes_) return;
        ledger_->add_delivered(signal, delivery.delivered - delivered, delivery.rejected - rejected);
    }
    void drop(SignalType signal, std::string_view reason, std::uint64_t items) {
        if (items == 0) return;
        const std::lock_guard lock(mutex_);
        if (ledger_ != nullptr) ledger_->add(signal, reason, items);
        signals_[static_cast<std::size_t>(signal)].dropped[std::string(reason)] += items;
    }
    [[nodiscard]] std::array<SignalDelivery, kSignalCount> read() const {
        const std::lock_guard lock(mutex_);
        return signals_;
    }

    /// Counts in `ledger` too, so that the counts outlive the process: drops, and `with_outcomes` what was delivered
    /// and rejected. Before the worker starts, which alone counts; the ledger lives as long as that.
    void mirror_into(durability::LossLedger* ledger, bool with_outcomes) {
        const std::lock_guard lock(mutex_);
        ledger_ = ledger;
        with_outcomes_ = with_outcomes;
    }

    void add_unended_spans(std::uint64_t spans) {
        const std::lock_guard lock(mutex_);
        unended_spans_ += spans;
    }
    /// Spans that were started by id and not ended when a worker stopped.
    [[nodiscard]] std::uint64_t unended_spans() const {
        const std::lock_guard lock(mutex_);
        return unended_spans_;
    }

private:
    durability::LossLedger* ledger_ = nullptr;
    bool with_outcomes_ = false;
    std::uint64_t unended_spans_ = 0;
    mutable std::mutex mutex_;
    std::array<SignalDelivery, kSignalCount> signals_;
};

}  // namespace telemetryflow::pipeline
