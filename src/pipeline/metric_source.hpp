#pragma once

// Batches of metric points: a collection of all cells, cut into requests. A new collection starts only when the last
// one is settled, so a slow backend costs resolution and never memory; cells lose nothing meanwhile. Used by the
// worker. In a region that outlives the process, cumulative ones are kept there as a file until they are delivered.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "durability/mapped_region.hpp"
#include "hot/engine.hpp"
#include "pipeline/batch_source.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/metric_encoder.hpp"
#include "pipeline/self_telemetry.hpp"

namespace telemetryflow::pipeline {

class MetricSource final : public BatchSource {
public:
    MetricSource(hot::Engine& engine, const Envelope& envelope, const PipelineOptions& options, DeliveryCounts& counts);

    bool next(Batch& batch) override;
    void delivered() override;
    void settle(Batch& batch) override;
    bool has_full_batch() override { return false; }
    void mark() override { collect_for_mark_ = true; }
    bool reached_mark() override { return !collect_for_mark_ && requests_.empty(); }
    /// Where the last collection lies beside the region.
    bool keep(const Batch* unsettled) override;
    std::uint64_t discard() override;

    /// Before the first collection: adds the SDK's own metrics to every one, in requests that `envelope` surrounds.
    void add_self_telemetry() {
        self_ = std::make_unique<SelfTelemetry>(engine_, counts_, envelope_, options_, requests_);
    }

    /// Points that are collected and not settled. Any thread may ask.
    [[nodiscard]] std::uint64_t unsettled() const noexcept { return unsettled_.load(std::memory_order_relaxed); }

private:
    void collect();
    // Has the collection outlive the process, until it is delivered.
    void store() noexcept;

    hot::Engine& engine_;
    const Envelope& envelope_;
    const PipelineOptions& options_;
    DeliveryCounts& counts_;
    MetricRequests requests_;
    MetricEncoder encoder_;
    std::unique_ptr<SelfTelemetry> self_;  // null: not asked for
    bool collect_for_mark_ = false;
    durability::MappedRegion* store_ = nullptr;  // null where nothing outlives the process
    bool is_stored_ = false;
    std::size_t undelivered_ = 0;  // requests of the last collection
    std::string stored_;           // kept for its memory
    std::atomic<std::uint64_t> unsettled_{0};
};

}  // namespace telemetryflow::pipeline
