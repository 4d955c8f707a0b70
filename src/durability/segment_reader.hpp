#pragma once

// Goes from frame to frame of a segment file, with a frame's header in memory and nothing else. Nothing is believed
// that its checksum does not prove: what is damaged is skipped, up to the next header that is whole. A file that
// somebody appends to may be read at the same time. Used by one thread.

#include <cstdint>
#include <optional>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/file_descriptor.hpp"
#include "durability/frame_header.hpp"

namespace telemetryflow::durability {

class SegmentReader {
public:
    struct Frame {
        FrameHeader header;
        std::uint64_t at = 0;  // where it begins in the file
        [[nodiscard]] std::uint64_t end() const noexcept { return at + header.frame_bytes(); }
    };

    /// More than any segment has; what is behind it is not looked at.
    static constexpr std::uint64_t kMaxFileBytes = 16U << 20U;

    /// Reads the first `bytes` of `file`, a segment of `signal`. Stands on the first frame that is not settled. This
    /// and every other call throws std::system_error when the disk does not give what it has.
    SegmentReader(FileDescriptor file, SignalType signal, std::uint64_t bytes = kMaxFileBytes);

    /// Whether a later version wrote the file, for which it has to stay as it is. There are no frames then.
    [[nodiscard]] bool is_of_unknown_version() const noexcept { return version_ != 0; }
    /// The file's version where it is unknown, else 0.
    [[nodiscard]] std::uint8_t unknown_version() const noexcept { return version_; }
    /// Everything before it is delivered or dropped; where the file says nothing that can be believed, the first frame.
    [[nodiscard]] std::uint64_t settled_to() const noexcept { return settled_to_; }

    /// Where the next frame is looked for.
    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
    void seek(std::uint64_t position) noexcept { position_ = position; }

    /// The next frame whose header is whole; nothing at the end. A frame that is cut off by the end of the file is not
    /// one: whoever wrote it never returned from append().
    [[nodiscard]] std::optional<Frame> next();
    /// Copies the batch: its id, and header.element_bytes bytes to `elements`. False when they are damaged.
    [[nodiscard]] bool read(const Frame& frame, std::string& id, char* elements);
    /// How often next() came to something that is no frame, each time an unknown number of them.
    [[nodiscard]] std::uint64_t gaps() const noexcept { return gaps_; }

private:
    // The next place from `position_` on where a sound header stands, or the end.
    [[nodiscard]] std::uint64_t find_frame();
    // How many bytes there were.
    std::size_t read_at(std::uint64_t at, void* to, std::size_t bytes);

    FileDescriptor file_;
    SignalType signal_;
    std::uint64_t end_ = 0;
    std::uint64_t position_;
    std::uint64_t settled_to_;
    std::uint64_t gaps_ = 0;
    std::uint8_t version_ = 0;
};

}  // namespace telemetryflow::durability
