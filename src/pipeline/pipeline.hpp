#pragma once

// The worker side of one client, as the interface layer sees it: start, flush, shut down, ask. Owns the worker's
// thread. Calls may come from any thread; start and shutdown are serialised by the caller.

#include <array>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/exporter.hpp"

#include "hot/engine.hpp"
#include "pipeline/pipeline_options.hpp"
#include "pipeline/pipeline_status.hpp"
#include "pipeline/worker.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow::durability {
class MappedRegion;
}

namespace telemetryflow::pipeline {

class Pipeline final : private process::ForkAware, private hot::ChildStarter {
public:
    using Duration = std::chrono::nanoseconds;
    /// Returns the serialised OTLP Resource of this process; asked again in a forked child.
    using ResourceProvider = std::function<std::string()>;

    Pipeline(hot::EngineRef engine, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
             PipelineOptions options, ResourceProvider resource, std::shared_ptr<DeliveryCounts> counts);
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Starts the worker and opens the engine. Throws std::system_error when no thread can be had.
    void start();
    /// Delivers what was recorded before the call; false when `timeout` came first.
    bool flush(Duration timeout);
    /// Closes the engine, delivers what is left within `timeout`, drops and counts the rest, and ends the worker. False
    /// when something had to be dropped. A worker that an exporter keeps past the deadline is left behind, and waited
    /// for when the process ends.
    bool shutdown(Duration timeout);

    [[nodiscard]] PipelineStatus status() const;
    /// What became of what dead processes left, by SignalType; no part of status() and its equation.
    [[nodiscard]] std::array<SignalDelivery, kSignalCount> recovered() const;
    /// The counts, to be handed to the pipeline that follows this one on the same engine.
    [[nodiscard]] std::shared_ptr<DeliveryCounts> counts() const;
    /// Whether no worker of this pipeline runs any more, also not one that shutdown() left behind.
    [[nodiscard]] bool has_ended() const;

private:
    void start_worker();
    void use_spool(Worker& worker, durability::MappedRegion& region, const std::shared_ptr<Recovery>& recovery);
    void start_in_child() override;
    // Whether the worker and the counts are copies of a parent process's.
    [[nodiscard]] bool is_of_parent_locked() const noexcept;

    void before_fork() noexcept override { mutex_.lock(); }
    void after_fork_in_parent() noexcept override { mutex_.unlock(); }
    void after_fork_in_child() noexcept override { mutex_.unlock(); }

    const hot::EngineRef engine_;
    const std::shared_ptr<Exporter> exporter_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    const PipelineOptions options_;
    const ResourceProvider resource_;

    mutable std::mutex mutex_;  // guards everything below
    std::shared_ptr<DeliveryCounts> counts_;
    std::shared_ptr<DeliveryCounts> recovered_counts_ = std::make_shared<DeliveryCounts>();
    std::shared_ptr<Worker> worker_;
    std::thread thread_;
    std::future<void> thread_ended_;
    unsigned long fork_generation_ = process::fork_watch::generation();
};

}  // namespace telemetryflow::pipeline
