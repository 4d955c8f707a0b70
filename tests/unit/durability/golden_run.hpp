#pragma once

// A run of recorder and worker over one region, step by step, with every store of each step and what has to be
// recovered before and after it. The threads' parts are done by one thread: the steps are what can lie between two
// kills.

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "hot/staging.hpp"
#include "pipeline/staged_source.hpp"
#include "unit/durability/traced_region.hpp"

namespace telemetryflow::durability {

/// Names of records whose delivery is not settled, oldest first, by signal.
using Unsettled = std::map<SignalType, std::vector<std::string>>;

/// What a next process finds in `region`: the first word of each record's payload is its name.
[[nodiscard]] Unsettled recovered_from(std::span<char> region);

class GoldenRun {
public:
    static constexpr std::size_t kBytes = 8 * hot::ChunkPool::kChunkBytes;

    struct Step {
        std::string what;
        std::vector<char> before;  // the region
        std::vector<TracedRegion::Store> stores;
        Unsettled unsettled_before;
        Unsettled unsettled_after;
    };

    GoldenRun();

    [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }

private:
    void record(SignalType signal, std::size_t bytes);
    void record_forgery();
    void stage(SignalType signal, const std::string& payload);
    // Settles the batch under way, or the next one, and takes one of `at_most` records.
    void deliver(SignalType signal, std::uint32_t at_most);
    void take(SignalType signal);
    void note(const std::string& what, const Unsettled& after, const std::function<void()>& work);

    TracedRegion* region_;
    hot::EngineRef engine_;
    pipeline::Envelope envelope_{""};
    pipeline::PipelineOptions options_;
    pipeline::DeliveryCounts counts_;
    std::map<SignalType, std::unique_ptr<pipeline::StagedSource>> sources_;
    std::map<SignalType, std::unique_ptr<pipeline::Batch>> under_way_;
    Unsettled unsettled_;
    int records_ = 0;
    std::vector<Step> steps_;
};

}  // namespace telemetryflow::durability
