#pragma once

// What became of everything that was staged or collected, and how exporting goes. Written by the worker, read by any
// thread that asks for the status.

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/loss_ledger.hpp"
#include "pipeline/operation_times.hpp"

namespace telemetryflow::pipeline {

struct SignalDelivery {
    std::uint64_t collected = 0;    // metric points; of what is recovered, all that was found
    std::uint64_t handed_over = 0;  // to the exporter or the spool, in batches
    std::uint64_t in_flight = 0;    // of these, in the batch that is not settled
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
        last_drop_at_ = std::chrono::steady_clock::now();
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

    /// For how long a drop is worth a word in the health.
    static constexpr std::chrono::minutes kRecently{1};

    /// The worker has seen that recording dropped so many items so far.
    void note_refused(std::uint64_t items, std::chrono::steady_clock::time_point now) {
        const std::lock_guard lock(mutex_);
        if (items != refused_) last_drop_at_ = now;
        refused_ = items;
    }
    /// Whether something was dropped lately, given how many items recording has dropped so far: a worker that exports
    /// sees that later.
    [[nodiscard]] bool dropped_recently(std::uint64_t refused, std::chrono::steady_clock::time_point now) const {
        const std::lock_guard lock(mutex_);
        return refused > refused_ || (last_drop_at_ && now - *last_drop_at_ < kRecently);
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

    /// The worker's alone, without the lock.
    OperationTimes times;

private:
    durability::LossLedger* ledger_ = nullptr;
    bool with_outcomes_ = false;
    std::uint64_t unended_spans_ = 0;
    std::uint64_t refused_ = 0;
    std::optional<std::chrono::steady_clock::time_point> last_drop_at_;
    mutable std::mutex mutex_;
    std::array<SignalDelivery, kSignalCount> signals_;
};

}  // namespace telemetryflow::pipeline
