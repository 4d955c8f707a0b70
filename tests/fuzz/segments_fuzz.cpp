// Recovers a segment of the spool in which any bytes are wrong: with the reader alone, and as the next process does,
// with a spool over the folder that it lies in. Beyond what the sanitizers see it looks for what must hold for every
// file: nothing outside of it is read, reading ends, every batch in which nothing is wrong comes out as it was, nothing
// comes out twice, and afterwards the folder is empty or what is in it is left alone for a later version.
//
// The first byte of an input says what it is about: 1 a planted segment, else an empty file; 2 headers are given right
// checksums afterwards, so that what they say is believed. Behind it come edits: two bytes where, one byte how many,
// and the bytes; what lies beyond the end makes the file longer.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "durability/crc32c.hpp"
#include "durability/process_directory.hpp"
#include "durability/segment_header.hpp"
#include "durability/spool.hpp"
#include "require.hpp"
#include "support/temp_dir.hpp"
#include "unit/durability/segment_fixture.hpp"

namespace {

using namespace telemetryflow;
using namespace telemetryflow::durability;
using fuzz::require;

constexpr SignalType kSignal = SignalType::Logs;

struct Planted {
    std::size_t from;
    std::size_t to;
    Spooled batch;
};

struct Edit {
    std::size_t from;
    std::size_t to;
};

struct Input {
    std::string bytes;
    std::vector<Edit> edits;
    bool is_planted;
    bool is_sealed;
};

class Segment {
public:
    Segment() {
        const std::vector<Spooled> batches{{"4f2a-1", "first", 1},
                                           {"4f2a-2", std::string(300, 'b'), 7},
                                           {"", "", 0},
                                           {"4f2a-13", std::string("\0third\0", 7), 3},
                                           {"4f2a-14", std::string(70, '\0'), 2}};
        bytes_ = segment_of(batches, kSignal);
        SegmentReader reader(file_of(bytes_), kSignal);
        for (const Spooled& batch : batches) {
            const auto frame = reader.next();
            require(frame.has_value());
            planted_.push_back({frame->at, frame->end(), batch});
        }
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] const std::vector<Planted>& planted() const { return planted_; }

private:
    std::string bytes_;
    std::vector<Planted> planted_;
};

void seal(std::string& bytes, const std::vector<Planted>& planted) {
    constexpr std::size_t kSummed = offsetof(FrameHeader, body_crc);
    for (const Planted& frame : planted) {
        if (bytes.size() < frame.from + sizeof(FrameHeader)) return;
        const std::uint32_t sum = crc32c(bytes.data() + frame.from + kSummed, sizeof(FrameHeader) - kSummed);
        std::memcpy(bytes.data() + frame.from + offsetof(FrameHeader, header_crc), &sum, sizeof(sum));
    }
}

Input input_of(const Segment& segment, const std::uint8_t* data, std::size_t size) {
    const std::uint8_t about = size == 0 ? 0 : data[0];
    Input input{{}, {}, (about & 1U) != 0, (about & 2U) != 0};
    if (input.is_planted) input.bytes = segment.bytes();
    for (std::size_t at = 1; at < size && size - at >= 3;) {
        const std::size_t from = (data[at] | std::size_t{data[at + 1]} << 8U) % 4096;
        const std::size_t count = std::min<std::size_t>(data[at + 2], size - at - 3);
        if (input.bytes.size() < from + count) input.bytes.resize(from + count);
        std::memcpy(input.bytes.data() + from, data + at + 3, count);
        input.edits.push_back({from, from + count});
        at += 3 + count;
    }
    if (input.is_sealed) seal(input.bytes, segment.planted());
    return input;
}

// What has to come out: batches without a wrong byte, of a file whose first bytes are not wrong either.
std::vector<Spooled> expected(const Segment& segment, const Input& input) {
    std::vector<Spooled> batches;
    const auto is_whole = [&](std::size_t from, std::size_t to) {
        return std::none_of(input.edits.begin(), input.edits.end(),
                            [&](const Edit& edit) { return edit.from < to && edit.to > from; });
    };
    // With checksums of its own making a header may claim what lies behind it.
    if (!input.is_planted || input.is_sealed || !is_whole(0, sizeof(SegmentHeader))) return batches;
    for (const Planted& planted : segment.planted())
        if (is_whole(planted.from, planted.to)) batches.push_back(planted.batch);
    return batches;
}

bool contains(const std::vector<Spooled>& all, const std::vector<Spooled>& part) {
    auto at = all.begin();
    return std::all_of(part.begin(), part.end(), [&](const Spooled& batch) {
        at = std::find(at, all.end(), batch);
        return at++ != all.end();
    });
}

std::vector<Spooled> read_all(const std::string& bytes) {
    std::vector<Spooled> read;
    SegmentReader reader(file_of(bytes), kSignal);
    std::uint64_t position = reader.settled_to();
    require(position >= sizeof(SegmentHeader));
    while (const auto frame = reader.next()) {
        require(frame->at >= position && frame->end() <= bytes.size() && reader.position() == frame->end());
        position = frame->end();
        // Exactly as large as it has to be, so that every byte too many is seen.
        const std::unique_ptr<char[]> elements(new char[frame->header.element_bytes]);
        Spooled batch{.id = {}, .elements = {}, .items = frame->header.items};
        if (!reader.read(*frame, batch.id, elements.get())) continue;
        batch.elements.assign(elements.get(), frame->header.element_bytes);
        read.push_back(std::move(batch));
    }
    require(reader.gaps() <= bytes.size() / sizeof(std::uint64_t) + 1);
    return read;
}

class Folder {
public:
    std::vector<Spooled> recover(const std::string& bytes) {
        const SegmentName name{.sequence = 1, .signal = kSignal};
        std::ofstream(path_ + "/" + name.to_text(), std::ios::binary) << bytes;
        Spool spool(directory_.segments());
        require(spool.bytes() <= bytes.size());
        std::vector<Spooled> given;
        Spooled batch;
        const auto room = [&](std::size_t size) {
            batch.elements.resize(size);
            return batch.elements.data();
        };
        while (const auto header = spool.next(kSignal, 0, batch.id, room)) {
            batch.elements.resize(header->element_bytes);
            batch.items = header->items;
            given.push_back(batch);
            spool.settle(kSignal);
        }
        require(!spool.has_any() && spool.bytes() == 0);
        const std::size_t left = directory_.segments().segments().size();
        require(left == (spool.is_empty() ? 0 : 1));
        // What is set aside is of a later version.
        require(left == 0 || (bytes.size() > sizeof(SegmentHeader) && bytes[7] != SegmentHeader::kVersion));
        for (const auto& entry : std::filesystem::directory_iterator(state_->path()))
            if (entry.is_regular_file()) std::filesystem::remove(entry.path());
        std::filesystem::remove(path_ + "/" + name.to_text());
        return given;
    }

private:
    test::TempDir temp_ = test::TempDir::in_memory();
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(temp_.path(), "fuzzed");
    ProcessDirectory directory_{state_, 4096};
    std::string path_ = state_->path() + "/" + directory_.name();
};

void read_name(std::string_view text) {
    const auto name = SegmentName::from_text(text);
    require(!name || name->to_text() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Segment segment;
    static Folder folder;
    const Input input = input_of(segment, data, size);
    const std::vector<Spooled> read = read_all(input.bytes);
    require(contains(read, expected(segment, input)));
    require(folder.recover(input.bytes) == read);
    read_name({reinterpret_cast<const char*>(data), size});
    return 0;
}
