#include "pipeline/worker.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "hot/span_state.hpp"
#include "pipeline/recovered_metrics.hpp"
#include "pipeline/recovered_source.hpp"
#include "pipeline/staged_source.hpp"

namespace telemetryflow::pipeline {
namespace {

// After a request the next one has so long to fill, whatever the batch size: callers who do not wake the worker are
// quicker, and fewer requests carry the same. A megabyte that waits, a flush or a full buffer ends it.
constexpr std::chrono::milliseconds kNap{5};

// Until what failed for want of something of the system's is tried again, also while somebody waits for a drain.
constexpr std::chrono::seconds kPause{1};

// How often other credentials are asked for while those that there are are refused.
constexpr std::chrono::seconds kRenewalInterval{2};

// What is to be said of itself waits no longer.
constexpr std::chrono::seconds kLongestSilence{30};

std::string topic_of(SignalType signal) {
    return "export." + std::string(to_string(signal));
}

// An exporter of the user's may leave it out.
std::string_view failure_of(const ExportResult& result) {
    return result.reason.empty() ? "export_failed" : std::string_view(result.reason);
}

}  // namespace

Worker::Worker(hot::EngineRef engine, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
               PipelineOptions options, Envelope envelope, std::string instance_id,
               std::shared_ptr<DeliveryCounts> counts)
    : engine_(std::move(engine)),
      exporter_(std::move(exporter)),
      diagnostics_(std::move(diagnostics)),
      options_(std::move(options)),
      envelope_(std::move(envelope)),
      instance_id_(std::move(instance_id)),
      counts_(std::move(counts)),
      retry_(options_),
      rate_limit_(options_.requests_per_second),
      drops_(*engine_, *counts_, *diagnostics_) {
    for (const SignalType signal : kAllSignals) {
        if (!options_.enabled[static_cast<std::size_t>(signal)]) continue;
        Lane& lane = add_lane(signal, *counts_);
        if (signal == SignalType::Metrics) {
            auto source = std::make_unique<MetricSource>(*engine_, envelope_, options_, *counts_);
            metrics_ = source.get();
            lane.source = std::move(source);
        } else {
            lane.source = std::make_unique<StagedSource>(signal, *engine_, envelope_, options_, *counts_);
        }
    }
}

void Worker::recover(const std::shared_ptr<Recovery>& recovery, std::shared_ptr<DeliveryCounts> counts) {
    recovered_counts_ = std::move(counts);
    const auto add = [this](SignalType signal, std::unique_ptr<BatchSource> source) {
        Lane& lane = add_lane(signal, *recovered_counts_);
        lane.is_recovery = true;
        lane.source = std::move(source);
    };
    for (const SignalType signal : kAllSignals)
        add(signal, std::make_unique<RecoveredSource>(signal, recovery, options_, *recovered_counts_));
    add(SignalType::Metrics, std::make_unique<RecoveredMetrics>(recovery));
}

Lane& Worker::add_lane(SignalType signal, DeliveryCounts& counts) {
    Lane& lane = lanes_.emplace_back();
    lane.signal = signal;
    lane.counts = &counts;
    lane.next_batch_at = std::chrono::steady_clock::now() + options_.batch_timeout;
    return lane;
}

void Worker::run() {
    for (;;) {
        const std::uint32_t heard = engine_->bell.listen();
        begin_requested_drain();
        bool worked = false;
        bool failed = false;
        try {
            worked = step();
        } catch (const std::exception& error) {
            // Memory or descriptors are short, most likely: what waits stays where it is until there are some.
            diagnostics_->report(DiagnosticLevel::Error, "worker", error.what());
            failed = true;
        }
        const TimePoint now = std::chrono::steady_clock::now();
        drops_.look(now);
        diagnostics_->catch_up(false);
        check_drain(now);
        {
            const std::lock_guard lock(mutex_);
            if (stop_requested_ && finished_ticket_ == requested_ticket_) break;
        }
        if (failed) {
            engine_->bell.wait(heard, std::min(draining_ ? drain_deadline_ : TimePoint::max(), now + kPause));
        } else if (worked && !draining_) {
            engine_->bell.nap(heard, std::min(next_wake(now), now + kNap));
        } else {
            engine_->bell.wait(heard, next_wake(now));
        }
    }
    leave_or_drop_what_is_left();
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
}

bool Worker::step() {
    bool worked = false;
    for (bool progress = true; progress;) {
        progress = false;
        rate_limit_.forget_held_up();
        engine_->clock.refresh();
        renew_credentials(std::chrono::steady_clock::now());
        for (Lane& lane : lanes_) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (draining_ && now >= drain_deadline_) return worked;
            if (draining_ && lane.is_recovery) continue;
            if (now < lane.next_attempt_at) {
                progress |= spill_ahead(lane, now);
                continue;
            }
            lane.is_paused = false;
            if (!lane.has_batch && !is_due(lane, now)) continue;
            // A batch is built when it may be sent, so that it takes what came while it had to wait.
            if (!rate_limit_.admits(now) || (!lane.has_batch && !build(lane, now))) continue;
            rate_limit_.take(now);
            attempt(lane);
            progress = true;
        }
        worked |= progress;
        // A drain that is complete must not go on with what came after it was asked for.
        if (draining_) check_drain(std::chrono::steady_clock::now());
        begin_requested_drain();
    }
    return worked;
}

bool Worker::is_due(Lane& lane, TimePoint now) {
    if (draining_) return !lane.source->reached_mark();
    return now >= lane.next_batch_at || lane.source->has_full_batch();
}

bool Worker::build(Lane& lane, TimePoint now) {
    lane.batch.clear();
    lane.has_batch = lane.source->next(lane.batch);
    if (!lane.batch.full) lane.next_batch_at = now + options_.batch_timeout;
    if (!lane.has_batch) return false;
    // What was tried before, by this process or a dead one, keeps its name.
    if (lane.batch.id.empty()) {
        lane.batch.id.assign(instance_id_).append("-").append(std::to_string(next_batch_number_++));
    }
    // What comes from the spool was handed over when it went there.
    if (!lane.is_spool) {
        lane.counts->change(lane.signal, [&](SignalDelivery& delivery) {
            delivery.handed_over += lane.batch.items;
            delivery.in_flight = lane.batch.items;
        });
    }
    return true;
}

void Worker::attempt(Lane& lane) {
    if (lane.batch.expires_unix_nano != 0 && lane.batch.expires_unix_nano < unix_nano_now()) {
        lane.counts->drop(lane.signal, kSpoolExpired, lane.batch.items);
        return settle(lane);
    }
    const TimePoint begin = std::chrono::steady_clock::now();
    const TimePoint own_deadline = begin + options_.export_timeout;
    // A flush ends by its deadline without what is being sent; only the end of the client cuts that short.
    const bool may_cut = draining_ && drain_stops_;
    const TimePoint deadline = may_cut ? std::min(own_deadline, drain_deadline_) : own_deadline;
    ExportResult result;
    try {
        const std::string_view body = lane.batch.body();
        result = exporter_->export_batch({.signal = lane.signal,
                                          .body = std::as_bytes(std::span(body.data(), body.size())),
                                          .items = lane.batch.items,
                                          .batch_id = lane.batch.id,
                                          .deadline = deadline});
    } catch (const std::exception& error) {
        result.outcome = ExportOutcome::Refused;
        result.reason = "exporter_exception";
        result.message = error.what();
    } catch (...) {
        result.outcome = ExportOutcome::Refused;
        result.reason = "exporter_exception";
        result.message = "the exporter threw something that is not a std::exception";
    }
    if (options_.self_telemetry.enabled) {
        const bool delivered = result.outcome == ExportOutcome::Delivered;
        lane.counts->times.add_export(lane.signal, delivered ? "" : failure_of(result),
                                      std::chrono::steady_clock::now() - begin);
    }
    // An attempt before its time, or one that a drain's deadline cut short, is a chance more and not one of the
    // retries: however often a program flushes, its data waits for the backend as long as without.
    constexpr std::chrono::milliseconds kSlack{10};  // a server that knows the deadline may answer just before it
    const bool cut_short = deadline < own_deadline && std::chrono::steady_clock::now() + kSlack >= deadline;
    const bool was_hurried = std::exchange(lane.hurried, false);
    // Nor is an attempt that found a setting to be mended one that a later, retryable failure should find used up.
    if (!was_hurried && !cut_short) ++(result.outcome == ExportOutcome::Held ? lane.held_attempts : lane.attempts);
    handle(lane, result);
}

void Worker::handle(Lane& lane, const ExportResult& result) {
    lane.is_held = result.outcome == ExportOutcome::Held;
    switch (result.outcome) {
        case ExportOutcome::Delivered: {
            const std::uint64_t rejected = std::min(result.rejected_items, lane.batch.items);
            const std::uint64_t now = engine_->clock.now();
            lane.counts->change(lane.signal, [&](SignalDelivery& delivery) {
                delivery.delivered += lane.batch.items - rejected;
                delivery.rejected += rejected;
                delivery.delivered_bytes += lane.batch.body().size();
                ++delivery.exports_succeeded;
                delivery.last_success_unix_nano = now;
                delivery.last_error.clear();
                delivery.held = false;
                delivery.failures_in_row = 0;
            });
            if (!result.message.empty()) {
                diagnostics_->report(DiagnosticLevel::Warning, topic_of(lane.signal), result.message);
            }
            lane.source->delivered();
            settle(lane);
            go_on(lane.signal);
            return;
        }
        case ExportOutcome::Retryable:
            if (retry_.allows(lane.attempts) || may_wait(lane)) {
                retry_later(lane, result);
                spill_failed(lane);
            } else {
                give_up(lane, options_.retry_enabled ? "retries_exhausted" : result.reason, result);
            }
            return;
        case ExportOutcome::Held:
            hold(lane, result);
            spill_failed(lane);
            return;
        case ExportOutcome::Refused: give_up(lane, result.reason, result); return;
    }
}

bool Worker::may_wait(const Lane& lane) const noexcept {
    if (!options_.retry_enabled) return false;
    return lane.is_recovery || lane.is_spool || can_spill(lane) ||
           (lane.signal != SignalType::Metrics && engine_->pool.memory().outlives_process());
}

void Worker::retry_later(Lane& lane, const ExportResult& result) {
    lane.next_attempt_at =
        std::chrono::steady_clock::now() + retry_.wait(std::max(lane.attempts, 1U), result.retry_after);
    lane.server_set_wait = result.retry_after.has_value();
    lane.counts->change(lane.signal, [&](SignalDelivery& delivery) {
        ++delivery.retries;
        ++delivery.failures_in_row;
        delivery.last_error = result.message;
    });
    diagnostics_->report(DiagnosticLevel::Warning, topic_of(lane.signal), "will be sent again: " + result.message);
}

void Worker::hold(Lane& lane, const ExportResult& result) {
    // A key may be rotated, a certificate renewed: what is buffered waits for it instead of burning on the refusal.
    lane.next_attempt_at = std::chrono::steady_clock::now() + options_.retry_max_backoff;
    lane.server_set_wait = true;
    lane.counts->change(lane.signal, [&](SignalDelivery& delivery) {
        delivery.held = true;
        ++delivery.failures_in_row;
        delivery.last_error = result.message;
    });
    diagnostics_->report(DiagnosticLevel::Error, topic_of(lane.signal),
                         "telemetry is held until this is mended: " + result.message);
    renew_credentials(std::chrono::steady_clock::now());
}

bool Worker::holds_anything() const noexcept {
    return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.is_held; });
}

void Worker::renew_credentials(TimePoint now) {
    if (now < next_renewal_at_ || !holds_anything()) return;
    next_renewal_at_ = now + kRenewalInterval;
    bool renewed = false;
    try {
        renewed = exporter_->renew_credentials();
    } catch (...) {
        diagnostics_->report(DiagnosticLevel::Warning, "credentials", "the exporter's renewal threw an exception");
    }
    if (!renewed) return;
    for (Lane& lane : lanes_) {
        if (lane.is_held) lane.next_attempt_at = now;
    }
}

void Worker::give_up(Lane& lane, std::string_view reason, const ExportResult& result) {
    lane.counts->drop(lane.signal, reason.empty() ? failure_of(result) : reason, lane.batch.items);
    lane.counts->change(lane.signal, [&](SignalDelivery& delivery) {
        ++delivery.exports_failed;
        ++delivery.failures_in_row;
        delivery.last_error = result.message;
    });
    diagnostics_->report(DiagnosticLevel::Error, topic_of(lane.signal),
                         std::to_string(lane.batch.items) + " items dropped: " + result.message);
    settle(lane);
}

void Worker::settle(Lane& lane) {
    lane.source->settle(lane.batch);
    lane.has_batch = false;
    lane.attempts = 0;
    lane.held_attempts = 0;
    lane.hurried = false;
    lane.server_set_wait = false;
    if (!lane.is_spool) lane.counts->change(lane.signal, [](SignalDelivery& delivery) { delivery.in_flight = 0; });
}

Worker::TimePoint Worker::next_wake(TimePoint now) const {
    TimePoint wake =
        draining_ ? drain_deadline_ : now + std::min<TimePoint::duration>(options_.batch_timeout, kLongestSilence);
    if (holds_anything()) wake = std::min(wake, next_renewal_at_);
    // Also when its time has come since.
    if (const auto free_at = rate_limit_.held_up_until()) return draining_ ? std::min(wake, *free_at) : *free_at;
    for (const Lane& lane : lanes_) {
        if (draining_ && lane.is_recovery) continue;
        if (lane.has_batch || lane.is_paused) {
            wake = std::min(wake, lane.next_attempt_at);
        } else if (!draining_) {
            wake = std::min(wake, lane.next_batch_at);
        }
    }
    return wake;
}

void Worker::tell_what_is_kept(SignalType signal) {
    const std::uint64_t items =
        (signal == SignalType::Metrics ? points_unsettled() : engine_->pool.unsettled_records(signal)) +
        counts_->read()[static_cast<std::size_t>(signal)].in_spool;
    if (items == 0) return;
    diagnostics_->report(DiagnosticLevel::Info, topic_of(signal),
                         std::to_string(items) +
                             " items are kept for the next start: the client was shut down "
                             "before they were delivered");
}

void Worker::leave_or_drop_what_is_left() {
    for (Lane& lane : lanes_) {
        if (lane.source->keep(lane.has_batch ? &lane.batch : nullptr)) {
            if (!lane.is_recovery && !lane.is_spool) tell_what_is_kept(lane.signal);
            continue;
        }
        spill_rest(lane);
        std::uint64_t items = lane.source->discard();
        if (lane.has_batch) {
            items += lane.batch.items;
            settle(lane);
        }
        lane.counts->drop(lane.signal, "shutdown", items);
        if (items != 0) {
            diagnostics_->report(DiagnosticLevel::Error, topic_of(lane.signal),
                                 std::to_string(items) +
                                     " items dropped: the client was shut down before they were "
                                     "delivered");
        }
    }
    std::uint64_t unended = 0;
    for (hot::SpanState* state : engine_->open_spans.take_all()) {
        if (state->recording) ++unended;
        delete state;
    }
    counts_->add_unended_spans(unended);
    if (unended != 0) {
        diagnostics_->report(DiagnosticLevel::Warning, "spans.unended",
                             std::to_string(unended) + " spans were started by id and never ended");
    }
    engine_->pool.give_back_memory();
    drops_.finish();
    diagnostics_->catch_up(true);
}

}  // namespace telemetryflow::pipeline
