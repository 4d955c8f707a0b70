// What a client's worker does with what dead processes left, without a client.

#include <algorithm>
#include <future>
#include <set>
#include <thread>

#include "telemetryflow/state/drain_state.hpp"

#include "durability/process_view.hpp"
#include "durability/state_directory.hpp"
#include "interface/composition.hpp"
#include "interface/composition_pipeline.hpp"
#include "pipeline/left_behind.hpp"
#include "pipeline/recovery.hpp"
#include "pipeline/worker.hpp"

namespace telemetryflow {
namespace {

using Clock = std::chrono::steady_clock;

// Its worker has nothing of its own: no region, which would need room on a disk that may be full, and no signals.
TelemetryConfig without_recording(TelemetryConfig config) {
    config.durability = Durability::Memory;
    config.buffer_bytes = 1U << 20U;
    config.retry_enabled = true;
    // Somebody waits for it.
    config.retry_backoff = std::min(config.retry_backoff, std::chrono::milliseconds(500));
    config.retry_max_backoff = std::min(config.retry_max_backoff, std::chrono::milliseconds(5'000));
    return config;
}

class Drain {
public:
    Drain(std::shared_ptr<const durability::StateDirectory> state, const TelemetryConfig& config,
          const std::shared_ptr<Diagnostics>& diagnostics)
        : state_(std::move(state)), exporter_(composition::make_exporter(config, {})) {
        pipeline::PipelineOptions options = composition::pipeline_options(config, *exporter_);
        options.enabled = {false, false, false};
        // Whoever asks for this wants all of it, however much and old it is.
        options.spool_max_bytes = 0;
        options.dead_max_bytes = 0;
        options.spool_max_age = std::chrono::hours(24 * 365 * 100);
        auto recovery = std::make_shared<pipeline::Recovery>(state_, diagnostics, options, counts_);
        // Here and not in the worker, so that it is known whose folders have to go.
        for (const pipeline::Recovery::Process& process : recovery->processes())
            names_.insert(process.dead->name());
        worker_ = std::make_shared<pipeline::Worker>(composition::make_engine(config, diagnostics), exporter_,
                                                     diagnostics, options, pipeline::Envelope({}), "drain",
                                                     std::make_shared<pipeline::DeliveryCounts>());
        worker_->recover(recovery, counts_);
        report_.processes = names_.size();
        report_.processes_left = names_.size();
    }
    ~Drain() {
        if (thread_.joinable()) stop();
    }
    Drain(const Drain&) = delete;
    Drain& operator=(const Drain&) = delete;

    void start() {
        std::promise<void> ended;
        ended_ = ended.get_future();
        thread_ = std::thread([worker = worker_, ended = std::move(ended)]() mutable {
            worker->run();
            worker.reset();
            ended.set_value();
        });
    }

    void stop() {
        constexpr std::chrono::seconds kLongestEnd{5};
        exporter_->interrupt();
        worker_->drain(Clock::now(), true);
        const bool ended = worker_->wait_for_end(Clock::now() + kLongestEnd);
        worker_.reset();
        if (ended) return thread_.join();
        pipeline::leave_behind(std::move(thread_), std::move(ended_));
    }

    /// Whether nothing is under way any more. A folder may stay: of what a later version wrote.
    [[nodiscard]] bool has_ended() const {
        return std::none_of(names_.begin(), names_.end(), [this](const std::string& name) {
            return durability::ProcessView::is_owned(*state_, name);
        });
    }

    const DrainReport& look() {
        const auto signals = counts_->read();
        report_.held = false;
        report_.last_error.clear();
        report_.requests = 0;
        for (std::size_t i = 0; i < signals.size(); ++i) {
            report_.signals[i].delivered = signals[i].delivered;
            report_.signals[i].rejected = signals[i].rejected;
            report_.signals[i].dropped.clear();
            report_.signals[i].dropped.insert(signals[i].dropped.begin(), signals[i].dropped.end());
            report_.requests += signals[i].exports_succeeded;
            report_.held |= signals[i].held;
            if (!signals[i].last_error.empty()) report_.last_error = signals[i].last_error;
        }
        report_.processes_left = 0;
        for (const std::string& name : state_->folders())
            report_.processes_left += names_.count(name);
        return report_;
    }

private:
    const std::shared_ptr<const durability::StateDirectory> state_;
    const std::shared_ptr<Exporter> exporter_;
    const std::shared_ptr<pipeline::DeliveryCounts> counts_ = std::make_shared<pipeline::DeliveryCounts>();
    std::set<std::string> names_;
    std::shared_ptr<pipeline::Worker> worker_;
    std::thread thread_;
    std::future<void> ended_;
    DrainReport report_;
};

}  // namespace

DrainReport drain_state(const StateFolder& folder, const std::string& service, const TelemetryConfig& config,
                        std::chrono::milliseconds patience, const std::shared_ptr<Diagnostics>& diagnostics,
                        const std::function<bool(const DrainReport&)>& go_on) {
    constexpr std::chrono::milliseconds kBetweenLooks{50};
    const auto state = std::make_shared<const durability::StateDirectory>(
        durability::StateDirectory::existing(folder.path() + "/" + service));
    Drain drain(state, without_recording(config), diagnostics);
    if (drain.look().complete()) return drain.look();
    drain.start();
    auto last_success = Clock::now();
    for (std::uint64_t requests = 0;;) {
        const DrainReport& report = drain.look();
        if (report.requests != requests) last_success = Clock::now();
        requests = report.requests;
        if (!go_on(report) || drain.has_ended() || report.held || Clock::now() - last_success >= patience) break;
        std::this_thread::sleep_for(kBetweenLooks);
    }
    drain.stop();
    return drain.look();
}

}  // namespace telemetryflow
