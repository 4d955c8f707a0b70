// Uses one function of the library and prints the version that its headers name.

#include <cstdio>
#include <string>

#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/version.hpp"

int main() {
    telemetryflow::TraceId id;
    id.bytes[15] = 0xA1;
    if (id.to_hex() != "000000000000000000000000000000a1") return 1;
    std::printf("telemetryflow %s\n", std::string(telemetryflow::kVersion).c_str());
    return 0;
}
