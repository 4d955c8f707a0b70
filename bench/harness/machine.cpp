#include "harness/machine.hpp"

#include <fstream>
#include <thread>

#include <sys/utsname.h>

namespace telemetryflow::bench {

std::string cpu_model() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
    }
    return "unknown";
}

unsigned cpu_count() {
    return std::thread::hardware_concurrency();
}

std::string kernel_release() {
    utsname names{};
    return ::uname(&names) == 0 ? std::string(names.sysname) + ' ' + names.release : "unknown";
}

std::string compiler() {
#if defined(__clang__)
    return std::string("clang ") + __clang_version__;
#else
    return std::string("g++ ") + __VERSION__;
#endif
}

}  // namespace telemetryflow::bench
