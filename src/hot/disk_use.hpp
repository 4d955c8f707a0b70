#pragma once

// What recording has to do with the disk that its region lies on. A value.

#include <cstdint>

namespace telemetryflow::hot {

enum class DiskUse : std::uint8_t {
    None,
    InGroups,   // the region is told how much was recorded
    PerRecord,  // every call waits until the disk has its record
};

}  // namespace telemetryflow::hot
