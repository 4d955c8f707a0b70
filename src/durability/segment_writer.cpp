#include "durability/segment_writer.hpp"

#include <array>
#include <cerrno>
#include <span>
#include <system_error>

#include <sys/uio.h>
#include <unistd.h>

#include "durability/segment_header.hpp"

namespace telemetryflow::durability {
namespace {

iovec part(const void* bytes, std::size_t size) noexcept {
    return {const_cast<void*>(bytes), size};
}

// False with errno.
bool write_all(int file, std::span<iovec> parts, off_t at) noexcept {
    while (!parts.empty()) {
        const ssize_t result = ::pwritev(file, parts.data(), static_cast<int>(parts.size()), at);
        if (result < 0 && errno == EINTR) continue;
        if (result <= 0) {
            if (result == 0) errno = ENOSPC;
            return false;
        }
        at += result;
        auto written = static_cast<std::size_t>(result);
        while (!parts.empty() && written >= parts.front().iov_len) {
            written -= parts.front().iov_len;
            parts = parts.subspan(1);
        }
        if (written != 0)
            parts.front() = part(static_cast<char*>(parts.front().iov_base) + written, parts.front().iov_len - written);
    }
    return true;
}

}  // namespace

void SegmentWriter::append(FrameHeader header, std::string_view id, std::string_view elements) {
    header.seal(id, elements);
    const SegmentHeader first;
    constexpr std::array<char, 8> kPadding{};
    const std::uint64_t padding = header.frame_bytes() - sizeof(header) - id.size() - elements.size();
    std::array<iovec, 5> parts{part(&first, bytes_ == 0 ? sizeof(first) : 0), part(&header, sizeof(header)),
                               part(id.data(), id.size()), part(elements.data(), elements.size()),
                               part(kPadding.data(), padding)};
    if (write_all(file_.get(), parts, static_cast<off_t>(bytes_)) && ::fdatasync(file_.get()) == 0) {
        bytes_ += (bytes_ == 0 ? sizeof(first) : 0) + header.frame_bytes();
        return;
    }
    const int error = errno;
    // Whoever reads the file next should not find what is sent from elsewhere. Where this fails too, it is sent twice.
    while (::ftruncate(file_.get(), static_cast<off_t>(bytes_)) != 0 && errno == EINTR) {
    }
    throw std::system_error(error, std::generic_category(), "cannot write");
}

}  // namespace telemetryflow::durability
