#include "telemetryflow/version_info.hpp"

#include "telemetryflow/version.hpp"

#ifndef TELEMETRYFLOW_GIT_COMMIT
#define TELEMETRYFLOW_GIT_COMMIT ""
#endif

namespace telemetryflow {

std::string_view version_short() noexcept {
    return kVersion;
}

std::string version_full() {
    constexpr std::string_view kCommit = TELEMETRYFLOW_GIT_COMMIT;
    constexpr std::size_t kShortCommit = 7;
    std::string version(kVersion);
    if (!kCommit.empty()) version.append(" (").append(kCommit.substr(0, kShortCommit)).append(")");
    return version;
}

std::string_view compiler_version() noexcept {
#if defined(__clang__)
    return __VERSION__;
#else
    return "GCC " __VERSION__;
#endif
}

std::string_view platform_info() noexcept {
#if defined(__x86_64__)
    return "linux/amd64";
#elif defined(__aarch64__)
    return "linux/arm64";
#else
    return "linux";
#endif
}

}  // namespace telemetryflow
