#pragma once

// The client's one background thread: takes batches from the lanes, sends them, settles them. Everything here runs on
// that thread, except what the banner of a method says. Kept alive by the thread itself, so that a shutdown whose
// deadline has passed may leave it behind.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/exporter.hpp"

#include "hot/engine.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/drop_watch.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/lane.hpp"
#include "pipeline/metric_source.hpp"
#include "pipeline/own_spool.hpp"
#include "pipeline/pipeline_options.hpp"
#include "pipeline/rate_limit.hpp"
#include "pipeline/recovery.hpp"
#include "pipeline/retry_policy.hpp"

namespace telemetryflow::pipeline {

class Worker {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    Worker(hot::EngineRef engine, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
           PipelineOptions options, Envelope envelope, std::string instance_id, std::shared_ptr<DeliveryCounts> counts);

    /// Before run(): what `recovery` finds is sent beside this process's own telemetry, and counted by itself.
    void recover(const std::shared_ptr<Recovery>& recovery, std::shared_ptr<DeliveryCounts> counts);
    /// Before run(): what the backend does not take goes to `spool`, for which there is less room the more `recovery`
    /// has on disk.
    void use_spool(std::shared_ptr<durability::Spool> spool, const std::shared_ptr<Recovery>& recovery);

    /// Before run(): sends the SDK's own metrics with the program's.
    void add_self_telemetry() {
        if (metrics_ != nullptr) metrics_->add_self_telemetry();
    }

    /// The thread's body: returns after stop().
    void run();

    /// Any thread: has everything that waits now delivered or dropped, at the latest by `deadline`; false when it was
    /// not. With `stop` the worker ends afterwards, and what is left then is dropped and counted.
    bool drain(TimePoint deadline, bool stop);
    /// Any thread: waits for the end of run(), at most until `deadline`.
    [[nodiscard]] bool wait_for_end(TimePoint deadline);

    /// Any thread: metric points that are collected and not settled.
    [[nodiscard]] std::uint64_t points_unsettled() const noexcept {
        return metrics_ == nullptr ? 0 : metrics_->unsettled();
    }

private:
    Lane& add_lane(SignalType signal, DeliveryCounts& counts);
    bool step();
    bool is_due(Lane& lane, TimePoint now);
    bool build(Lane& lane, TimePoint now);
    void attempt(Lane& lane);
    void handle(Lane& lane, const ExportResult& result);
    void retry_later(Lane& lane, const ExportResult& result);
    void hold(Lane& lane, const ExportResult& result);
    // While telemetry is held: asks the exporter now and then for other credentials, with which it is tried at once.
    void renew_credentials(TimePoint now);
    [[nodiscard]] bool holds_anything() const noexcept;
    void give_up(Lane& lane, std::string_view reason, const ExportResult& result);
    void settle(Lane& lane);

    // Whether the lane's batches may go to disk.
    [[nodiscard]] bool can_spill(const Lane& lane) const noexcept;
    [[nodiscard]] bool is_region_half_full() const noexcept;
    // After a failed attempt: moves the batch to disk, where it has failed often enough or the region fills.
    void spill_failed(Lane& lane);
    // While the lane waits for its next attempt: keeps the region from filling. Whether anything was moved.
    bool spill_ahead(Lane& lane, TimePoint now);
    // At the worker's end: what is not in a region that outlives the process.
    void spill_rest(Lane& lane);
    bool spill(Lane& lane);
    // The backend has taken something of the signal: what was spooled need not wait, nor need what is new.
    void go_on(SignalType signal);

    void begin_requested_drain();
    void check_drain(TimePoint now);
    void finish_drain(bool complete);
    // Whether what cannot be delivered now may wait without end: it is in nobody's way and survives.
    [[nodiscard]] bool may_wait(const Lane& lane) const noexcept;
    void leave_or_drop_what_is_left();
    void tell_what_is_kept(SignalType signal);
    [[nodiscard]] TimePoint next_wake(TimePoint now) const;

    const hot::EngineRef engine_;
    const std::shared_ptr<Exporter> exporter_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    const PipelineOptions options_;
    const Envelope envelope_;
    const std::string instance_id_;

    const std::shared_ptr<DeliveryCounts> counts_;
    std::shared_ptr<DeliveryCounts> recovered_counts_;
    RetryPolicy retry_;
    std::deque<Lane> lanes_;
    MetricSource* metrics_ = nullptr;  // the metrics lane's source
    std::unique_ptr<OwnSpool> spool_;
    std::uint64_t next_batch_number_ = 1;
    RateLimit rate_limit_;
    TimePoint next_renewal_at_;
    DropWatch drops_;

    // A drain under way.
    bool draining_ = false;
    std::uint64_t drain_ticket_ = 0;
    bool drain_stops_ = false;
    TimePoint drain_deadline_;

    // Shared with the threads that ask for a drain.
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t requested_ticket_ = 0;
    std::uint64_t finished_ticket_ = 0;
    std::uint64_t completed_ticket_ = 0;  // the last one that delivered everything
    TimePoint requested_deadline_;
    bool stop_requested_ = false;
    TimePoint stop_deadline_;
    bool ended_ = false;
};

}  // namespace telemetryflow::pipeline
