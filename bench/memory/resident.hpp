#pragma once

// The memory of the calling process, read in the same way in the bare process and in the others.

#include <cstdint>
#include <cstdio>

#include <sys/resource.h>
#include <unistd.h>

namespace telemetryflow::bench {

/// Resident bytes now; 0 where the system does not tell.
[[nodiscard]] inline std::int64_t resident_bytes() {
    long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return pages * ::sysconf(_SC_PAGESIZE);
}

/// The most that was ever resident.
[[nodiscard]] inline std::int64_t peak_resident_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

}  // namespace telemetryflow::bench
