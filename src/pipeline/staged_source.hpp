#pragma once

// Batches of spans or log records, taken from the staging region oldest chunk first. A chunk is given back when all its
// records are settled and its owner has let go. Which chunks there are is remembered from batch to batch: asking the
// pool means to fetch the header of every one. Used by the worker.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hot/engine.hpp"
#include "pipeline/batch_source.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/pipeline_options.hpp"
#include "pipeline/request_builder.hpp"

namespace telemetryflow::pipeline {

class StagedSource final : public BatchSource {
public:
    StagedSource(SignalType signal, hot::Engine& engine, const Envelope& envelope, const PipelineOptions& options,
                 DeliveryCounts& counts)
        : signal_(signal),
          engine_(engine),
          envelope_(envelope),
          options_(options),
          counts_(counts),
          others_discard_(engine.options.overflow_policy == OverflowPolicy::DropOldest),
          known_(engine.pool.capacity_bytes() / hot::ChunkPool::kChunkBytes, Known::No),
          sequences_(known_.size()) {}

    bool next(Batch& batch) override;
    void settle(Batch& batch) override;
    bool has_full_batch() override;
    void mark() override;
    bool reached_mark() override;
    /// In a region that outlives the process.
    bool keep(const Batch* unsettled) override;
    std::uint64_t discard() override;

private:
    struct Mark {
        std::uint32_t chunk;
        std::uint32_t records;
    };

    // What is known of a chunk: Exhausted ones yield nothing more and wait for their records to be settled.
    enum class Known : std::uint8_t { No, Listed, Exhausted };

    // Lists the chunks that were taken since the last look.
    void discover();
    // Forgets the listed chunks that recording threads have discarded.
    void forget_discarded();
    // Keeps a listed chunk from being discarded; false when it is gone.
    bool hold(std::uint32_t index);
    // The reverse, when nothing of it is in a batch.
    void let_go_if_settled(std::uint32_t index);
    [[nodiscard]] bool waits_for_a_batch() const;
    // Takes what the listed chunks hold until a limit is reached; false when it was.
    bool take_listed(Batch& batch);
    // The same for one chunk.
    bool take_from(std::uint32_t index, Batch& batch);
    void settle_records(std::uint32_t index, std::uint32_t records);
    // Whether the chunk was given back.
    bool release_if_done(std::uint32_t index);

    const SignalType signal_;
    hot::Engine& engine_;
    const Envelope& envelope_;
    const PipelineOptions& options_;
    DeliveryCounts& counts_;
    const bool others_discard_;  // recording threads free chunks that are not held

    RequestBuilder builder_;             // of the batch under way
    std::vector<std::uint32_t> chunks_;  // listed, oldest first
    std::vector<std::uint32_t> found_;
    std::vector<Known> known_;              // by chunk
    std::vector<std::uint64_t> sequences_;  // by chunk: which of its lives is known
    std::vector<Mark> marks_;               // of chunks that are not given back yet
};

}  // namespace telemetryflow::pipeline
