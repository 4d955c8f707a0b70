#include "peers/peers.hpp"

namespace telemetryflow::bench {

void add_peer_operations([[maybe_unused]] OperationList& list) {
#ifdef TELEMETRYFLOW_BENCH_OPENTELEMETRY
    add_opentelemetry_operations(list);
#endif
#ifdef TELEMETRYFLOW_BENCH_PROMETHEUS
    add_prometheus_operations(list);
#endif
#ifdef TELEMETRYFLOW_BENCH_SPDLOG
    add_spdlog_operations(list);
#endif
}

void add_peer_large_operations([[maybe_unused]] OperationList& list) {
#ifdef TELEMETRYFLOW_BENCH_OPENTELEMETRY
    add_opentelemetry_large_operations(list);
#endif
}

void add_peer_cold_cases([[maybe_unused]] ColdCases& cases) {
#ifdef TELEMETRYFLOW_BENCH_OPENTELEMETRY
    add_opentelemetry_cold_cases(cases);
#endif
}

}  // namespace telemetryflow::bench
