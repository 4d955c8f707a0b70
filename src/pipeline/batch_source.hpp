#pragma once

// Where a lane's batches come from: staged records or metric cells. Used by the worker only, except waiting_items().

#include <cstdint>

#include "pipeline/batch.hpp"

namespace telemetryflow::pipeline {

class BatchSource {
public:
    BatchSource() = default;
    BatchSource(const BatchSource&) = delete;
    BatchSource& operator=(const BatchSource&) = delete;
    virtual ~BatchSource() = default;

    /// Fills the cleared `batch` with what waits, up to its limits; false when nothing does.
    virtual bool next(Batch& batch) = 0;
    /// Before settle(): the backend has it.
    virtual void delivered() {}
    /// The batch is delivered or dropped: frees what it held.
    virtual void settle(Batch& batch) = 0;
    /// Whether a full batch is waiting, which is sent before its time.
    virtual bool has_full_batch() = 0;
    /// Remembers what waits now; reached_mark() tells when all of it is in settled batches. Asked between batches only.
    virtual void mark() = 0;
    virtual bool reached_mark() = 0;
    /// At the worker's end: whether what waits, and the batch that is not settled, if any, stays for whoever comes
    /// next.
    virtual bool keep(const Batch* /*unsettled*/) { return false; }
    /// Where it does not: drops everything that waits and returns how many items it was.
    virtual std::uint64_t discard() = 0;
};

}  // namespace telemetryflow::pipeline
