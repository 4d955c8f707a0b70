#include "export/subject.hpp"

#include "harness/figure.hpp"

// TELEMETRYFLOW_BENCH_LOAD and _HOOK are the files of targets of this build; PEER_LOAD and JEMALLOC are empty where
// opentelemetry-cpp or jemalloc is not installed.

namespace telemetryflow::bench {

std::vector<Subject> all_subjects() {
    std::vector<Subject> subjects{{.name = std::string(kOurs), .program = TELEMETRYFLOW_BENCH_LOAD, .environment = {}}};
    const std::string peer = TELEMETRYFLOW_BENCH_PEER_LOAD;
    const std::string jemalloc = TELEMETRYFLOW_BENCH_JEMALLOC;
    if (peer.empty()) return subjects;
    // Debian builds it without compression for HTTP: asked for it, the exporter logs an error and sends plain bodies.
    const std::string name = "opentelemetry-cpp " TELEMETRYFLOW_BENCH_PEER_VERSION;
    subjects.push_back({.name = name, .program = peer, .environment = {}, .gzips_http = false});
    if (!jemalloc.empty()) {
        subjects.push_back({.name = name + " + jemalloc",
                            .program = peer,
                            .environment = {"LD_PRELOAD=" + jemalloc},
                            .gzips_http = false});
    }
    return subjects;
}

std::string allocation_hook_library() {
    return TELEMETRYFLOW_BENCH_HOOK;
}

}  // namespace telemetryflow::bench
