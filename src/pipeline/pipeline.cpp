#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>

#include <pthread.h>

#include "durability/mapped_region.hpp"
#include "hot/signals_blocked.hpp"
#include "pipeline/left_behind.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow::pipeline {
namespace {

// How long a worker that was interrupted at its deadline is waited for before it is left behind.
constexpr std::chrono::milliseconds kGrace{200};

std::string new_instance_id() {
    std::random_device random;
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%08x%08x", random(), random());
    return text.data();
}

std::chrono::steady_clock::time_point deadline_after(std::chrono::nanoseconds timeout) {
    using Clock = std::chrono::steady_clock;
    // Far enough for whoever means "for ever", near enough that nothing overflows.
    constexpr std::chrono::hours kLongest{24 * 365};
    return Clock::now() + std::min<std::chrono::nanoseconds>(timeout, kLongest);
}

}  // namespace

Pipeline::Pipeline(hot::EngineRef engine, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
                   PipelineOptions options, ResourceProvider resource, std::shared_ptr<DeliveryCounts> counts)
    : engine_(std::move(engine)),
      exporter_(std::move(exporter)),
      diagnostics_(std::move(diagnostics)),
      options_(std::move(options)),
      resource_(std::move(resource)),
      counts_(std::move(counts)) {
    process::fork_watch::add(*this);
}

Pipeline::~Pipeline() {
    shutdown(Duration::zero());
    process::fork_watch::remove(*this);
}

void Pipeline::start() {
    start_worker();
    engine_->open(*this);
}

void Pipeline::start_worker() {
    const std::string resource = resource_();
    const std::lock_guard lock(mutex_);
    const std::string instance_id = new_instance_id();
    auto worker =
        std::make_shared<Worker>(engine_, exporter_, diagnostics_, options_, Envelope(resource), instance_id, counts_);
    if (options_.self_telemetry.enabled) worker->add_self_telemetry();
    if (auto* region = dynamic_cast<durability::MappedRegion*>(&engine_->pool.memory())) {
        try {
            engine_->scopes.with_bytes([&](const std::string& scopes) {
                region->describe({.resource = resource, .scopes = scopes, .instance_id = instance_id});
            });
        } catch (const std::runtime_error& error) {
            diagnostics_->report(DiagnosticLevel::Warning, "durability",
                                 std::string(error.what()) + ". What is not delivered is lost when the process ends");
        }
        counts_->mirror_into(region->ledger(), true);
        recovered_counts_->mirror_into(region->ledger(), false);
        const auto recovery = std::make_shared<Recovery>(region->state(), diagnostics_, options_, recovered_counts_);
        worker->recover(recovery, recovered_counts_);
        use_spool(*worker, *region, recovery);
    }
    std::promise<void> ended;
    thread_ended_ = ended.get_future();
    const hot::SignalsBlocked blocked;
    thread_ = std::thread([worker, ended = std::move(ended)]() mutable {
        pthread_setname_np(pthread_self(), "telemetryflow");
        worker->run();
        worker.reset();
        ended.set_value();
    });
    worker_ = std::move(worker);
    fork_generation_ = process::fork_watch::generation();
}

void Pipeline::use_spool(Worker& worker, durability::MappedRegion& region, const std::shared_ptr<Recovery>& recovery) {
    if (options_.spool_max_bytes == 0) return;
    try {
        if (auto spool = region.spool()) worker.use_spool(std::move(spool), recovery);
    } catch (const std::exception& error) {
        diagnostics_->report(DiagnosticLevel::Warning, "spool",
                             std::string("what is not delivered stays in the buffer: ") + error.what());
    }
}

bool Pipeline::flush(Duration timeout) {
    engine_->revive_if_forked();
    std::shared_ptr<Worker> worker;
    {
        const std::lock_guard lock(mutex_);
        worker = worker_;
    }
    return worker == nullptr || worker->drain(deadline_after(timeout), false);
}

bool Pipeline::shutdown(Duration timeout) {
    std::shared_ptr<Worker> worker;
    std::thread thread;
    std::future<void> ended;
    bool is_of_parent = false;
    {
        const std::lock_guard lock(mutex_);
        worker = worker_;
        thread = std::move(thread_);
        ended = std::move(thread_ended_);
        is_of_parent = is_of_parent_locked();
    }
    // The engine may serve the next pipeline by now: only the one whose worker runs may close it.
    if (!thread.joinable()) return true;
    engine_->close();
    if (is_of_parent) {
        // A forked child that never recorded: the thread is the parent's, and so is all that waits.
        new std::thread(std::move(thread));
        return true;
    }
    const auto deadline = deadline_after(timeout);
    const bool complete = worker->drain(deadline, true);
    if (!complete) exporter_->interrupt();
    if (worker->wait_for_end(std::max(deadline, std::chrono::steady_clock::now()) + kGrace)) {
        thread.join();
    } else {
        leave_behind(std::move(thread), std::move(ended));
    }
    return complete;
}

void Pipeline::start_in_child() {
    {
        const std::lock_guard lock(mutex_);
        // The parent's worker is not running here, and its state is as the fork caught it: it is left alone for ever.
        new std::shared_ptr<Worker>(std::move(worker_));
        new std::shared_ptr<DeliveryCounts>(std::move(counts_));
        new std::shared_ptr<DeliveryCounts>(std::move(recovered_counts_));
        counts_ = std::make_shared<DeliveryCounts>();
        recovered_counts_ = std::make_shared<DeliveryCounts>();
        new std::thread(std::move(thread_));
    }
    exporter_->abandon_after_fork();
    start_worker();
}

std::shared_ptr<DeliveryCounts> Pipeline::counts() const {
    const std::lock_guard lock(mutex_);
    return is_of_parent_locked() ? std::make_shared<DeliveryCounts>() : counts_;
}

std::array<SignalDelivery, kSignalCount> Pipeline::recovered() const {
    std::shared_ptr<DeliveryCounts> counts;
    {
        const std::lock_guard lock(mutex_);
        if (is_of_parent_locked()) return {};
        counts = recovered_counts_;
    }
    return counts->read();
}

bool Pipeline::has_ended() const {
    std::shared_ptr<Worker> worker;
    {
        const std::lock_guard lock(mutex_);
        if (is_of_parent_locked()) return true;
        worker = worker_;
    }
    return worker == nullptr || worker->wait_for_end(std::chrono::steady_clock::now());
}

bool Pipeline::is_of_parent_locked() const noexcept {
    return fork_generation_ != process::fork_watch::generation();
}

PipelineStatus Pipeline::status() const {
    PipelineStatus status;
    std::shared_ptr<Worker> worker;
    std::shared_ptr<DeliveryCounts> delivery_counts;
    {
        const std::lock_guard lock(mutex_);
        if (is_of_parent_locked()) {
            // A forked child that has not recorded has nothing to tell, and the parent's figures may have been copied
            // while their lock was held.
            status.buffer_bytes = engine_->pool.capacity_bytes();
            return status;
        }
        worker = worker_;
        delivery_counts = counts_;
    }
    status.recording = engine_->stats();
    const auto deliveries = delivery_counts->read();
    for (std::size_t i = 0; i < kSignalCount; ++i)
        status.signals[i].delivery = deliveries[i];
    status.unended_spans = delivery_counts->unended_spans();
    std::uint64_t refused = 0;
    for (const SignalType signal : kAllSignals) {
        SignalStatus& of_signal = status.signals[static_cast<std::size_t>(signal)];
        for (std::size_t i = 0; i < hot::kDropReasonCount; ++i) {
            const auto reason = static_cast<hot::DropReason>(i);
            const std::uint64_t count = engine_->drops.get(signal, reason);
            if (count == 0) continue;
            refused += count;
            auto& counts = signal == SignalType::Metrics ? status.refused_measurements : of_signal.delivery.dropped;
            counts[std::string(to_string(reason))] += count;
        }
        if (signal == SignalType::Metrics) {
            of_signal.created = of_signal.delivery.collected;
            of_signal.in_memory = worker == nullptr ? 0 : worker->points_unsettled();
        } else {
            of_signal.created = status.recording.created[static_cast<std::size_t>(signal)];
            of_signal.in_memory = engine_->pool.unsettled_records(signal);
        }
    }
    if (const std::uint64_t failures = engine_->observers.failures(); failures != 0)
        status.refused_measurements["callback_failed"] = failures;
    status.dropped_recently = delivery_counts->dropped_recently(refused, std::chrono::steady_clock::now());
    // Threads count on while they are added up: an end may have been seen whose start was not.
    const std::uint64_t closed = status.recording.spans_ended + status.unended_spans;
    status.open_spans = std::max(status.recording.spans_started, closed) - closed;
    status.metric_series = engine_->metrics.series_count();
    if (const auto* region = dynamic_cast<const durability::MappedRegion*>(&engine_->pool.memory())) {
        status.commits = region->commit_counts();
    }
    status.buffer_bytes = engine_->pool.capacity_bytes();
    status.buffer_used_bytes = engine_->pool.used_bytes();
    return status;
}

}  // namespace telemetryflow::pipeline
