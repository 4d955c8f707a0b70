#include "ours/operations.hpp"

namespace telemetryflow::bench {

void add_our_operations(OperationList& list) {
    add_metric_operations(list);
    add_span_operations(list);
    add_log_operations(list);
}

void add_our_further_operations(OperationList& list) {
    add_further_metric_operations(list);
    add_further_span_operations(list);
    add_further_log_operations(list);
}

}  // namespace telemetryflow::bench
