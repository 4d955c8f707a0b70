#pragma once

// Batches of one signal that dead processes left: of each what it had put on disk, then its records, oldest chunk
// first; one batch holds those of one process. Used by the worker.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "durability/record_cursor.hpp"
#include "pipeline/batch_source.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/pipeline_options.hpp"
#include "pipeline/recovery.hpp"
#include "pipeline/request_builder.hpp"

namespace telemetryflow::pipeline {

class RecoveredSource final : public BatchSource {
public:
    RecoveredSource(SignalType signal, std::shared_ptr<Recovery> recovery, const PipelineOptions& options,
                    DeliveryCounts& counts)
        : signal_(signal), recovery_(std::move(recovery)), options_(options), counts_(counts) {}

    bool next(Batch& batch) override;
    void settle(Batch& batch) override;
    bool has_full_batch() override { return seek(); }
    /// Nobody waits for what others left.
    void mark() override {}
    bool reached_mark() override { return true; }
    /// Stays for the next process.
    bool keep(const Batch*) override { return true; }
    std::uint64_t discard() override { return 0; }

private:
    // Goes to the next process that has records of the signal, from `process_` on; false when none has.
    bool seek();
    bool next_of_records(Recovery::Process& process, Batch& batch);
    // Takes records of the process until a limit is reached.
    void fill(const Recovery::Process& process, Batch& batch);

    const SignalType signal_;
    const std::shared_ptr<Recovery> recovery_;
    const PipelineOptions& options_;
    DeliveryCounts& counts_;

    RequestBuilder builder_;   // of the batch under way
    bool is_spooled_ = false;  // that batch
    std::size_t process_ = 0;
    std::size_t chunk_ = 0;                           // of the process
    std::optional<durability::RecordCursor> cursor_;  // in the chunk
    std::vector<std::uint32_t> settled_;              // by chunk of the process
};

}  // namespace telemetryflow::pipeline
