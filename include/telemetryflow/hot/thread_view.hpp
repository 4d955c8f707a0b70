#pragma once

// What the calling thread has at hand for the client it used last: found with one thread-local load, checked with one
// comparison. Trivial on purpose: it is readable at any time of a thread's life, also in destructors that run late.

#include <cstdint>

#include "telemetryflow/export.hpp"

namespace telemetryflow::hot {

class ThreadRecorder;

struct ThreadView {
    std::uint64_t engine_id = 0;  // 0: none yet
    ThreadRecorder* recorder = nullptr;
    void** bound_cells = nullptr;  // by bound slot: this thread's SumCell or HistogramCell; null where it has none yet
    std::uint32_t bound_count = 0;
};

// Initial-exec: an access is one load, also from a shared library.
extern TELEMETRYFLOW_EXPORT thread_local constinit ThreadView t_view __attribute__((tls_model("initial-exec")));

}  // namespace telemetryflow::hot
