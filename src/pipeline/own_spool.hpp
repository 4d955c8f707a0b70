#pragma once

// This process's spool as its worker uses it: batches go in when the backend does not take them, within the bounds of
// bytes that hold for it and for those of dead processes together, and what becomes of them is counted. Used by the
// worker.

#include <chrono>
#include <memory>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "durability/spool.hpp"
#include "pipeline/batch.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/pipeline_options.hpp"
#include "pipeline/recovery.hpp"
#include "pipeline/spooled_batch.hpp"

namespace telemetryflow::pipeline {

class OwnSpool {
public:
    OwnSpool(std::shared_ptr<durability::Spool> spool, std::shared_ptr<Recovery> recovery, const Envelope& envelope,
             const PipelineOptions& options, DeliveryCounts& counts, std::shared_ptr<Diagnostics> diagnostics)
        : spool_(std::move(spool)),
          recovery_(std::move(recovery)),
          envelope_(envelope),
          options_(options),
          counts_(counts),
          diagnostics_(std::move(diagnostics)) {
        spool_->count_losses_by([this] { count(); });
    }
    ~OwnSpool() { spool_->count_losses_by({}); }
    OwnSpool(const OwnSpool&) = delete;
    OwnSpool& operator=(const OwnSpool&) = delete;

    /// Puts the batch on disk, dropping what is oldest there to make room; false when the disk does not take it. It is
    /// asked again only after a while then.
    bool add(SignalType signal, const Batch& batch);
    /// Whether the disk took the last batch, or may be asked again.
    [[nodiscard]] bool is_usable() const { return std::chrono::steady_clock::now() >= next_try_at_; }

    bool next(SignalType signal, Batch& batch);
    void settle(SignalType signal, std::uint64_t items);
    void take_back(SignalType signal);
    [[nodiscard]] const durability::Spool& spool() const noexcept { return *spool_; }

private:
    void make_room(std::uint64_t bytes);
    void count() { count_losses(*spool_, counts_, *diagnostics_, true); }

    const std::shared_ptr<durability::Spool> spool_;
    const std::shared_ptr<Recovery> recovery_;
    const Envelope& envelope_;
    const PipelineOptions& options_;
    DeliveryCounts& counts_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    std::chrono::steady_clock::time_point next_try_at_;
};

}  // namespace telemetryflow::pipeline
