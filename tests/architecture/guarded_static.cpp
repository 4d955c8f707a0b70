// A static as local_statics_test.py is to find it.

#include <cstdlib>

namespace telemetryflow {

struct TelemetryFlowClient {
    static int number();
};

int TelemetryFlowClient::number() {
    static const int first = std::rand();
    return first;
}

}  // namespace telemetryflow
