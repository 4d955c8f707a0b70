#include "durability/segment_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "durability/crc32c.hpp"
#include "durability/segment_header.hpp"

namespace telemetryflow::durability {
namespace {

constexpr std::uint64_t kFirstFrame = sizeof(SegmentHeader);
constexpr std::uint64_t kAlignment = 8;

[[noreturn]] void fail() {
    throw std::system_error(errno, std::generic_category(), "cannot read a segment of the spool");
}

}  // namespace

SegmentReader::SegmentReader(FileDescriptor file, SignalType signal, std::uint64_t bytes)
    : file_(std::move(file)), signal_(signal), position_(kFirstFrame), settled_to_(kFirstFrame) {
    struct stat about {};
    if (::fstat(file_.get(), &about) != 0) fail();
    end_ = std::min({static_cast<std::uint64_t>(about.st_size), bytes, kMaxFileBytes});
    SegmentHeader header;
    if (read_at(0, &header, sizeof(header)) != sizeof(header)) return;
    if (header.magic != SegmentHeader::kMagic) return;
    if (header.version != SegmentHeader::kVersion) {
        version_ = header.version;
        end_ = 0;
        return;
    }
    const std::uint32_t settled_to = header.settled_to;
    if (settled_to == ~header.settled_to_inverted && settled_to >= kFirstFrame && settled_to <= end_ &&
        settled_to % kAlignment == 0) {
        settled_to_ = position_ = settled_to;
    }
}

std::optional<SegmentReader::Frame> SegmentReader::next() {
    const std::uint64_t at = find_frame();
    Frame frame{.header = {}, .at = at};
    position_ = end_;
    if (end_ < at + sizeof(FrameHeader) || read_at(at, &frame.header, sizeof(FrameHeader)) != sizeof(FrameHeader) ||
        frame.end() > end_) {
        return std::nullopt;
    }
    position_ = frame.end();
    return frame;
}

std::uint64_t SegmentReader::find_frame() {
    std::array<char, 4096> block;
    bool has_bytes = false;  // other than the zeros that a crash of the machine may leave behind the last frame
    std::uint64_t at = position_;
    while (at + sizeof(FrameHeader) <= end_) {
        const std::uint64_t begin = at;
        const std::size_t size = read_at(begin, block.data(), std::min<std::uint64_t>(block.size(), end_ - begin));
        for (; at - begin + sizeof(FrameHeader) <= size; at += kAlignment) {
            FrameHeader header;
            std::memcpy(&header, block.data() + (at - begin), sizeof(header));
            if (header.is_sound(signal_)) {
                if (at != position_) ++gaps_;
                return at;
            }
            constexpr std::array<char, kAlignment> kZeros{};
            has_bytes |= std::memcmp(&header, kZeros.data(), kAlignment) != 0;
        }
        if (at == begin) break;  // somebody cut the file short
    }
    if (has_bytes) ++gaps_;
    return end_;
}

bool SegmentReader::read(const Frame& frame, std::string& id, char* elements) {
    id.resize(frame.header.id_bytes);
    const std::uint64_t at = frame.at + sizeof(FrameHeader);
    return read_at(at, id.data(), id.size()) == id.size() &&
           read_at(at + id.size(), elements, frame.header.element_bytes) == frame.header.element_bytes &&
           crc32c(elements, frame.header.element_bytes, crc32c(id.data(), id.size())) == frame.header.body_crc;
}

std::size_t SegmentReader::read_at(std::uint64_t at, void* to, std::size_t bytes) {
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t result =
            ::pread(file_.get(), static_cast<char*>(to) + done, bytes - done, static_cast<off_t>(at + done));
        if (result < 0 && errno == EINTR) continue;
        if (result < 0) fail();
        if (result == 0) break;
        done += static_cast<std::size_t>(result);
    }
    return done;
}

}  // namespace telemetryflow::durability
