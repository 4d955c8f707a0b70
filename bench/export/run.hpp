#pragma once

// One run of a subject against a receiver, each in a process of its own.

#include <cstdint>

#include "export/loads/load_figures.hpp"
#include "export/scenario.hpp"
#include "export/subject.hpp"

namespace telemetryflow::bench {

struct RunResult {
    LoadFigures load;
    std::uint64_t delivered = 0;  // by the receiver's count, as all that follow
    std::uint64_t requests = 0;
    std::uint64_t wire_bytes = 0;
    double elapsed_s = 0;  // from the first span to the arrival of the last: a peer's flush may sleep
    double receiver_cpu_s = 0;
    std::int64_t max_rss_kb = 0;  // of the sender

    [[nodiscard]] double per_second() const { return static_cast<double>(delivered) / elapsed_s; }
    [[nodiscard]] double lost_part() const {
        return 1 - static_cast<double>(delivered) / static_cast<double>(load.created);
    }
};

/// Throws std::runtime_error when the run is worth nothing: the sender failed, nothing or nonsense arrived, or one of
/// ours lost a span.
[[nodiscard]] RunResult run(const Scenario& scenario, const Subject& subject);

/// Allocations for each delivered span, in a run that is not timed.
[[nodiscard]] double count_allocations(const Scenario& scenario, const Subject& subject);

}  // namespace telemetryflow::bench
