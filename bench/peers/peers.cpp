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

}  // namespace telemetryflow::bench
