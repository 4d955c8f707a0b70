#pragma once

// The memory of the calling process, read in the same way in the bare process and in the others.

#include <array>
#include <cstdint>
#include <cstdio>

#include <sys/resource.h>

namespace telemetryflow::bench {

struct Resident {
    std::int64_t all = 0;
    std::int64_t anonymous = 0;  // not backed by a file: what no other process can share
};

/// Resident bytes now; zeros where the system does not tell.
[[nodiscard]] inline Resident resident_bytes() {
    Resident resident;
    if (std::FILE* file = std::fopen("/proc/self/status", "r")) {
        std::array<char, 256> line{};
        long kib = 0;
        while (std::fgets(line.data(), line.size(), file) != nullptr) {
            if (std::sscanf(line.data(), "VmRSS: %ld", &kib) == 1) resident.all = std::int64_t{kib} * 1024;
            if (std::sscanf(line.data(), "RssAnon: %ld", &kib) == 1) resident.anonymous = std::int64_t{kib} * 1024;
        }
        std::fclose(file);
    }
    return resident;
}

/// The most that was ever resident.
[[nodiscard]] inline std::int64_t peak_resident_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

}  // namespace telemetryflow::bench
