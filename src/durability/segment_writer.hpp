#pragma once

// Appends frames to one segment file. What append() returned from is on the disk. Used by one thread.

#include <cstdint>
#include <string_view>

#include "durability/file_descriptor.hpp"
#include "durability/frame_header.hpp"

namespace telemetryflow::durability {

class SegmentWriter {
public:
    /// `file` is open for writing and holds `bytes` good ones, of a segment; none yet: it becomes one.
    explicit SegmentWriter(FileDescriptor file, std::uint64_t bytes = 0) : file_(std::move(file)), bytes_(bytes) {}

    /// Writes a batch behind what is there and has the disk take it; `header` needs its sizes and checksums no more
    /// than its mark. Throws std::system_error, and the file holds what it held before then, as far as can be told: it
    /// must not be written to again, because what a disk has refused once it may claim to have taken the next time.
    void append(FrameHeader header, std::string_view id, std::string_view elements);

    /// What the file holds.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

private:
    FileDescriptor file_;
    std::uint64_t bytes_;
};

}  // namespace telemetryflow::durability
