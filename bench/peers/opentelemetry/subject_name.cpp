#include "peers/opentelemetry/subject_name.hpp"

#include <string_view>

#include <opentelemetry/version.h>

namespace telemetryflow::bench {

const std::string& opentelemetry_subject() {
    static const std::string name = [] {
        const std::string_view version = OPENTELEMETRY_VERSION;
        std::string text("opentelemetry-cpp ");
        text += version.substr(0, version.rfind('.'));
#ifdef TELEMETRYFLOW_BENCH_SELF_BUILT
        text += " self-built";
#endif
        return text;
    }();
    return name;
}

}  // namespace telemetryflow::bench
