#pragma once

// From a spool's frame to a request on its way, and from a spool's report to the counts: the same for this process's
// spool and for those of dead ones. Free functions; used by the worker.

#include <cstdint>
#include <string_view>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "durability/spool.hpp"
#include "pipeline/batch.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/pipeline_options.hpp"

namespace telemetryflow::pipeline {

inline constexpr std::string_view kSpoolFull = "spool_full";
inline constexpr std::string_view kSpoolExpired = "spool_expired";

/// Fills `batch` with the oldest batch of the signal, in `envelope` and under the id that it has had; false when there
/// is none. Throws what Spool::next() does, and std::bad_alloc.
bool next_spooled(durability::Spool& spool, SignalType signal, const Envelope& envelope, const PipelineOptions& options,
                  Batch& batch);

/// Has what the spool lost counted and told. `is_own`: it was in_spool, which `counts` are about.
void count_losses(durability::Spool& spool, DeliveryCounts& counts, Diagnostics& diagnostics, bool is_own);

/// The wall clock.
[[nodiscard]] std::uint64_t unix_nano_now();

}  // namespace telemetryflow::pipeline
