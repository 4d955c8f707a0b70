#include "durability/spool.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "durability/segment_header.hpp"
#include "durability/segment_writer.hpp"

namespace telemetryflow::durability {
namespace {

constexpr std::uint64_t kLeastSegment = sizeof(SegmentHeader) + sizeof(FrameHeader);

// Descriptors or memory are short, which says nothing about the file.
bool is_passing(const std::error_code& error) {
    return error == std::errc::too_many_files_open || error == std::errc::too_many_files_open_in_system ||
           error == std::errc::not_enough_memory;
}

}  // namespace

Spool::Spool(SegmentFolder folder) : folder_(std::move(folder)) {
    for (const SegmentFolder::Entry& entry : folder_.segments()) {
        next_segment_ = std::max(next_segment_, entry.name.sequence + 1);
        if (entry.bytes < kLeastSegment) {
            // Its writer was killed before the first batch was in it.
            if (!folder_.remove(entry.name)) ++set_aside_;
            continue;
        }
        Segment segment;
        segment.name = entry.name;
        segment.bytes = std::min(entry.bytes, SegmentReader::kMaxFileBytes);
        bytes_ += segment.bytes;
        queue(entry.name.signal).segments.push_back(segment);
    }
}

void Spool::append(SignalType signal, std::string_view id, std::string_view elements, std::uint64_t items,
                   std::uint64_t now_unix_nano, const SpoolLimits& limits) {
    if (is_given_up_.load(std::memory_order_relaxed)) throw std::runtime_error("the spool was given up");
    if (id.size() > FrameHeader::kMaxIdBytes || elements.size() > FrameHeader::kMaxElementBytes) {
        throw std::runtime_error("a batch of " + std::to_string(elements.size()) + " bytes is too large for the spool");
    }
    FrameHeader header;
    header.sequence = ++last_frame_;
    header.items = items;
    header.created_unix_nano = now_unix_nano;
    header.signal = static_cast<std::uint8_t>(signal);
    header.id_bytes = static_cast<std::uint16_t>(id.size());
    header.element_bytes = static_cast<std::uint32_t>(elements.size());
    const std::uint64_t size = header.frame_bytes();
    if (folder_.free_bytes() < size + limits.min_free_bytes) {
        throw std::runtime_error("the disk has less than " + std::to_string(limits.min_free_bytes) + " bytes left");
    }
    Queue& own = queue(signal);
    const bool fits = !own.segments.empty() && own.segments.back().is_written &&
                      own.segments.back().bytes + size <= limits.segment_bytes();
    if (!fits) begin_segment(signal, header, id, elements);
    Segment& segment = own.segments.back();
    if (fits) {
        // Until it has gone well: where it does not, nothing more is written here.
        segment.is_written = false;
        SegmentWriter writer(folder_.open(segment.name), segment.bytes);
        writer.append(header, id, elements);
        segment.is_written = true;
        segment.bytes += size;
        bytes_ += size;
    }
    segment.items += items;
    own.last_added = header.sequence;
}

void Spool::begin_segment(SignalType signal, const FrameHeader& header, std::string_view id,
                          std::string_view elements) {
    Segment segment;
    segment.name = {.sequence = next_segment_++, .signal = signal};
    segment.is_counted = true;
    segment.is_written = true;
    SegmentWriter writer(folder_.make(segment.name));
    try {
        writer.append(header, id, elements);
        folder_.make_durable();
        segment.bytes = writer.bytes();
        queue(signal).segments.push_back(segment);
    } catch (...) {
        folder_.remove(segment.name);
        throw;
    }
    bytes_ += segment.bytes;
}

bool Spool::has(SignalType signal) const noexcept {
    const std::deque<Segment>& segments = queue(signal).segments;
    return segments.size() > 1 ||
           (!segments.empty() && segments.front().position + sizeof(FrameHeader) <= segments.front().bytes);
}

std::optional<FrameHeader> Spool::next(SignalType signal, std::uint64_t expired_before, std::string& id,
                                       const Room& room) {
    Queue& own = queue(signal);
    while (!own.segments.empty() && !is_given_up_.load(std::memory_order_relaxed)) {
        std::optional<SegmentReader> reader = open_first(own);
        if (!reader) continue;
        try {
            if (const auto header = next_of_first(own, *reader, expired_before, id, room)) return header;
        } catch (const std::system_error& error) {
            if (is_passing(error.code())) throw;
            set_aside_first(own, std::string("cannot be read: ") + error.what());
            continue;
        }
        finish_first(own);
    }
    return std::nullopt;
}

std::optional<FrameHeader> Spool::next_of_first(Queue& own, SegmentReader& reader, std::uint64_t expired_before,
                                                std::string& id, const Room& room) {
    Segment& segment = own.segments.front();
    while (const auto frame = reader.next()) {
        const bool is_expired = frame->header.created_unix_nano < expired_before;
        // What cannot be read stays among the items that are not, and is counted at the segment's end.
        const bool is_whole = is_expired || reader.read(*frame, id, room(frame->header.element_bytes));
        segment.position = frame->end();
        if (!is_whole) continue;
        segment.is_useful = true;
        segment.items -= std::min(segment.items, frame->header.items);
        if (is_expired) {
            lost(report_.expired, segment) += frame->header.items;
            continue;
        }
        own.under_way = UnderWay{.segment = segment.name.sequence, .frame = *frame};
        own.last_taken = frame->header.sequence;
        return frame->header;
    }
    return std::nullopt;
}

std::optional<SegmentReader> Spool::open_first(Queue& own) try {
    Segment& segment = own.segments.front();
    SegmentReader reader(folder_.open(segment.name), segment.name.signal, segment.bytes);
    if (reader.is_of_unknown_version()) {
        set_aside_first(own,
                        "is of version " + std::to_string(reader.unknown_version()) + ", which this one does not know");
        return std::nullopt;
    }
    if (segment.position == 0) {
        segment.position = reader.settled_to();
        segment.is_useful = segment.position > sizeof(SegmentHeader);
        if (!segment.is_counted) {
            while (const auto frame = reader.next())
                segment.items += frame->header.items;
            segment.items += reader.gaps();
            segment.is_counted = true;
        }
    }
    reader.seek(segment.position);
    return reader;
} catch (const std::system_error& error) {
    if (is_passing(error.code())) throw;
    if (error.code() == std::errc::no_such_file_or_directory) {
        Segment& segment = own.segments.front();
        lost(report_.corrupt, segment) += segment.items;
        report_.faults.push_back(folder_.path_of(segment.name) + " was taken away");
        forget_first(own);
    } else {
        set_aside_first(own, std::string("cannot be read: ") + error.what());
    }
    return std::nullopt;
}

void Spool::settle(SignalType signal) {
    Queue& own = queue(signal);
    if (!own.under_way) return;
    const UnderWay done = *std::exchange(own.under_way, std::nullopt);
    // It may have been dropped meanwhile.
    if (own.segments.empty() || own.segments.front().name.sequence != done.segment) return;
    if (is_given_up_.load(std::memory_order_relaxed)) return;
    const Segment& segment = own.segments.front();
    folder_.settle(segment.name, done.frame.end());
    if (segment.position + sizeof(FrameHeader) > segment.bytes) finish_first(own);
}

void Spool::take_back(SignalType signal) {
    Queue& own = queue(signal);
    if (!own.under_way) return;
    const UnderWay back = *std::exchange(own.under_way, std::nullopt);
    if (own.segments.empty() || own.segments.front().name.sequence != back.segment) {
        report_.full[static_cast<std::size_t>(signal)] += back.frame.header.items;
        return;
    }
    Segment& segment = own.segments.front();
    segment.position = back.frame.at;
    segment.items += back.frame.header.items;
    own.last_taken = back.frame.header.sequence - 1;
}

bool Spool::drop_oldest() {
    Queue* oldest = nullptr;
    for (Queue& own : queues_) {
        if (own.segments.empty()) continue;
        if (oldest == nullptr || own.segments.front().name.sequence < oldest->segments.front().name.sequence) {
            oldest = &own;
        }
    }
    if (oldest == nullptr || is_given_up_.load(std::memory_order_relaxed)) return false;
    if (!oldest->segments.front().is_counted && !open_first(*oldest)) return true;
    const Segment& segment = oldest->segments.front();
    lost(report_.full, segment) += segment.items;
    have_losses_counted();
    if (!folder_.remove(segment.name)) ++set_aside_;
    forget_first(*oldest);
    return true;
}

bool Spool::has_any() const noexcept {
    return std::any_of(queues_.begin(), queues_.end(),
                       [](const Queue& own) { return !own.segments.empty() || own.under_way.has_value(); });
}

void Spool::finish_first(Queue& own) {
    const Segment& segment = own.segments.front();
    lost(report_.corrupt, segment) += segment.items;
    const bool is_garbage = segment.items != 0 && !segment.is_useful;
    if (is_garbage) report_.faults.push_back(folder_.path_of(segment.name) + " holds nothing that can be read");
    have_losses_counted();
    if (!(is_garbage ? folder_.quarantine(segment.name) : folder_.remove(segment.name))) ++set_aside_;
    forget_first(own);
}

void Spool::set_aside_first(Queue& own, const std::string& why) {
    report_.faults.push_back(folder_.path_of(own.segments.front().name) + " stays where it is: it " + why);
    ++set_aside_;
    forget_first(own);
}

void Spool::forget_first(Queue& own) {
    bytes_ -= own.segments.front().bytes;
    own.segments.pop_front();
}

}  // namespace telemetryflow::durability
