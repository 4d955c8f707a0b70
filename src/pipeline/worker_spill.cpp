// The worker's part in the spool: which batches go to disk, and when.

#include <algorithm>

#include "pipeline/spool_source.hpp"
#include "pipeline/worker.hpp"

namespace telemetryflow::pipeline {

void Worker::use_spool(std::shared_ptr<durability::Spool> spool, const std::shared_ptr<Recovery>& recovery) {
    spool_ = std::make_unique<OwnSpool>(std::move(spool), recovery, envelope_, options_, *counts_, diagnostics_);
    for (const SignalType signal : kAllSignals) {
        Lane& lane = add_lane(signal, *counts_);
        lane.is_spool = true;
        lane.source = std::make_unique<SpoolSource>(signal, *spool_);
    }
}

bool Worker::can_spill(const Lane& lane) const noexcept {
    // The next collection of cumulative metrics tells what a lost one told.
    return spool_ != nullptr && !lane.is_spool && !lane.is_recovery &&
           (lane.signal != SignalType::Metrics || options_.temporality != Temporality::Cumulative);
}

bool Worker::is_region_half_full() const noexcept {
    return engine_->pool.used_bytes() * 2 > engine_->pool.capacity_bytes();
}

void Worker::spill_failed(Lane& lane) {
    if (!can_spill(lane)) return;
    const bool failed_often = lane.attempts + lane.held_attempts > options_.max_retries;
    if (failed_often || is_region_half_full()) spill(lane);
}

bool Worker::spill_ahead(Lane& lane, TimePoint now) {
    if (lane.signal == SignalType::Metrics || !can_spill(lane) || !is_region_half_full() || !spool_->is_usable()) {
        return false;
    }
    // Only full batches: threads that own chunks and record little fill a region too, for which no spool is of use.
    if (!lane.has_batch && (!lane.source->has_full_batch() || !build(lane, now))) return false;
    return spill(lane);
}

void Worker::spill_rest(Lane& lane) {
    if (!can_spill(lane)) return;
    const TimePoint now = std::chrono::steady_clock::now();
    while (lane.has_batch || (!lane.source->reached_mark() && build(lane, now))) {
        if (!spill(lane)) return;
    }
}

bool Worker::spill(Lane& lane) {
    if (!spool_->add(lane.signal, lane.batch)) return false;
    // The attempts are not forgotten: the next batch tells by one attempt whether the backend is back.
    lane.source->settle(lane.batch);
    lane.has_batch = false;
    lane.counts->change(lane.signal, [](SignalDelivery& delivery) { delivery.in_flight = 0; });
    lane.is_paused = true;
    for (Lane& other : lanes_) {
        if (!other.is_spool || other.signal != lane.signal) continue;
        if (draining_) other.source->mark();
        if (other.has_batch || other.next_attempt_at >= lane.next_attempt_at) continue;
        other.is_paused = true;
        other.next_attempt_at = lane.next_attempt_at;
        other.server_set_wait = lane.server_set_wait;
    }
    return true;
}

void Worker::go_on(SignalType signal) {
    const TimePoint now = std::chrono::steady_clock::now();
    for (Lane& lane : lanes_) {
        if (lane.signal != signal || lane.has_batch) continue;
        lane.next_attempt_at = std::min(lane.next_attempt_at, now);
        lane.attempts = 0;
        lane.held_attempts = 0;
        lane.is_held = false;
        lane.server_set_wait = false;
    }
}

}  // namespace telemetryflow::pipeline
