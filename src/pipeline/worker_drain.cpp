// The worker's part in flush and shutdown: threads ask for a drain by ticket, the worker works one drain off at a time
// and tells by ticket which are finished and which were complete.

#include <algorithm>

#include "pipeline/worker.hpp"

namespace telemetryflow::pipeline {

bool Worker::drain(TimePoint deadline, bool stop) {
    std::unique_lock lock(mutex_);
    if (ended_) return true;
    const std::uint64_t ticket = ++requested_ticket_;
    requested_deadline_ = std::max(requested_deadline_, deadline);
    if (stop) {
        stop_requested_ = true;
        stop_deadline_ = deadline;
    }
    // Not while the worker would have to wait for the lock.
    lock.unlock();
    engine_->bell.ring();
    lock.lock();
    const bool finished = changed_.wait_until(lock, deadline, [&] { return finished_ticket_ >= ticket || ended_; });
    return finished && completed_ticket_ >= ticket;
}

bool Worker::wait_for_end(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, deadline, [&] { return ended_; });
}

void Worker::begin_requested_drain() {
    const std::lock_guard lock(mutex_);
    // A shutdown has the last word, also over a flush that has more time.
    const auto deadline = [this](TimePoint own) { return stop_requested_ ? std::min(own, stop_deadline_) : own; };
    drain_stops_ = stop_requested_;
    if (draining_) drain_deadline_ = deadline(drain_deadline_);
    if (draining_ || requested_ticket_ == finished_ticket_) return;
    draining_ = true;
    drain_ticket_ = requested_ticket_;
    drain_deadline_ = deadline(requested_deadline_);
    for (Lane& lane : lanes_) {
        if (lane.is_recovery) continue;
        lane.source->mark();
        // Our own backoff gives way to somebody who waits; the backend's wish does not.
        const TimePoint now = std::chrono::steady_clock::now();
        if (lane.server_set_wait || lane.next_attempt_at <= now) continue;
        lane.next_attempt_at = now;
        lane.hurried = lane.has_batch;
    }
}

void Worker::check_drain(TimePoint now) {
    if (!draining_) return;
    const bool complete = std::all_of(lanes_.begin(), lanes_.end(), [](Lane& lane) {
        return lane.is_recovery || (!lane.has_batch && lane.source->reached_mark());
    });
    // What has to wait past the deadline anyway is not worth waiting for until then.
    const bool hopeless = !complete && std::all_of(lanes_.begin(), lanes_.end(), [this](Lane& lane) {
        if (lane.is_recovery || lane.next_attempt_at >= drain_deadline_) return true;
        return !lane.has_batch && lane.source->reached_mark();
    });
    if (complete || hopeless || now >= drain_deadline_) finish_drain(complete);
}

void Worker::finish_drain(bool complete) {
    draining_ = false;
    {
        const std::lock_guard lock(mutex_);
        finished_ticket_ = drain_ticket_;
        if (complete) completed_ticket_ = drain_ticket_;
        if (requested_ticket_ == finished_ticket_) requested_deadline_ = {};
    }
    // Not while who is woken would have to wait for the lock.
    changed_.notify_all();
}

}  // namespace telemetryflow::pipeline
