#pragma once

// Segments in memory: what a writer writes, and what a reader makes of any bytes.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "durability/segment_reader.hpp"
#include "durability/segment_writer.hpp"

namespace telemetryflow::durability {

struct Spooled {
    std::string id;
    std::string elements;
    std::uint64_t items;
    friend bool operator==(const Spooled&, const Spooled&) = default;
};

inline FileDescriptor file_of(std::string_view bytes = {}) {
    FileDescriptor file(::memfd_create("segment", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.is_open() || ::pwrite(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("cannot make a file in memory");
    }
    return file;
}

inline std::string segment_of(const std::vector<Spooled>& batches, SignalType signal = SignalType::Logs) {
    const FileDescriptor file = file_of();
    SegmentWriter writer(FileDescriptor(::dup(file.get())));
    FrameHeader header;
    header.signal = static_cast<std::uint8_t>(signal);
    for (const Spooled& batch : batches) {
        ++header.sequence;
        header.items = batch.items;
        writer.append(header, batch.id, batch.elements);
    }
    std::string bytes(writer.bytes(), '\0');
    if (::pread(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("cannot read back");
    }
    return bytes;
}

struct ReadBack {
    std::vector<Spooled> batches;
    std::uint64_t damaged_items = 0;  // of batches whose header is whole
    std::uint64_t gaps = 0;
};

inline ReadBack read_back(std::string_view bytes, SignalType signal = SignalType::Logs) {
    ReadBack found;
    SegmentReader reader(file_of(bytes), signal);
    while (const auto frame = reader.next()) {
        // Exactly as large as it has to be, so that a sanitizer sees every byte too many.
        Spooled batch{
            .id = {}, .elements = std::string(frame->header.element_bytes, '\0'), .items = frame->header.items};
        if (reader.read(*frame, batch.id, batch.elements.data())) {
            found.batches.push_back(std::move(batch));
        } else {
            found.damaged_items += batch.items;
        }
    }
    found.gaps = reader.gaps();
    return found;
}

}  // namespace telemetryflow::durability
