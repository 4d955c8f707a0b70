#pragma once

// The batches of one process's folder that wait on disk, in segment files, each signal's oldest first. Of each signal
// one batch at a time is on its way. Memory is that of a few words for each segment. Used by one thread at a time,
// except what the banner of a method says.

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/frame_header.hpp"
#include "durability/segment_folder.hpp"
#include "durability/segment_reader.hpp"
#include "durability/spool_limits.hpp"
#include "durability/spool_report.hpp"

namespace telemetryflow::durability {

class Spool {
public:
    /// Returns where so many bytes go, or throws.
    using Room = std::function<char*(std::size_t)>;

    /// With the segments that are there. Throws std::system_error.
    explicit Spool(SegmentFolder folder);

    /// Adds a batch, which is on the disk when this returns. Throws std::runtime_error where it is not; whatever was
    /// wrong, a later call begins a new file. Does not look at limits.max_bytes.
    void append(SignalType signal, std::string_view id, std::string_view elements, std::uint64_t items,
                std::uint64_t now_unix_nano, const SpoolLimits& limits);

    /// Whether batches of the signal wait, as far as that can be told without reading them.
    [[nodiscard]] bool has(SignalType signal) const noexcept;
    /// The oldest batch of the signal is on its way now: its header; its id in `id`, and its elements where `room`
    /// says. Batches that are older than `expired_before` are dropped. Nothing when there is none. Throws
    /// std::system_error when files cannot be opened at present, and what `room` throws: it may be called again.
    [[nodiscard]] std::optional<FrameHeader> next(SignalType signal, std::uint64_t expired_before, std::string& id,
                                                  const Room& room);
    /// What is on its way is delivered or dropped: recorded in the file, which is deleted with its last batch.
    void settle(SignalType signal);
    /// What is on its way was not sent after all.
    void take_back(SignalType signal);

    /// Drops the oldest segment, but for what is on its way of it; false when there is none.
    bool drop_oldest();

    /// The sequence of the last batch of the signal that was added, and of the last one that next() gave.
    [[nodiscard]] std::uint64_t last_added(SignalType signal) const noexcept { return queue(signal).last_added; }
    [[nodiscard]] std::uint64_t last_taken(SignalType signal) const noexcept { return queue(signal).last_taken; }
    /// Of all segments but those that are set aside.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
    /// Whether any batch waits or is on its way.
    [[nodiscard]] bool has_any() const noexcept;
    /// Whether nothing is left in the folder: none of that, and no file that has to stay.
    [[nodiscard]] bool is_empty() const noexcept { return set_aside_ == 0 && !has_any(); }
    /// `count` is called, and takes the report, before a file goes of which something is lost: a kill in between must
    /// not cost the count. Never called again after it is set to nothing.
    void count_losses_by(std::function<void()> count) { count_losses_ = std::move(count); }
    /// What happened since it was last asked for.
    [[nodiscard]] SpoolReport take_report() { return std::exchange(report_, {}); }

    /// Any thread: the folder is another's from now on, and nothing in it is touched any more.
    void give_up() noexcept { is_given_up_.store(true, std::memory_order_relaxed); }
    /// In a forked child: the folder is the parent's.
    void forget() noexcept { folder_.forget(); }

private:
    struct Segment {
        SegmentName name;
        std::uint64_t bytes = 0;     // as far as it is read
        std::uint64_t position = 0;  // where reading goes on; 0: it was not opened yet
        std::uint64_t items = 0;     // that were not read yet, where they are counted
        bool is_counted = false;
        bool is_useful = false;   // some batch could be read
        bool is_written = false;  // by this process, and may be added to
    };
    struct UnderWay {
        std::uint64_t segment;
        SegmentReader::Frame frame;
    };
    struct Queue {
        std::deque<Segment> segments;
        std::optional<UnderWay> under_way;
        std::uint64_t last_added = 0;
        std::uint64_t last_taken = 0;
    };

    [[nodiscard]] Queue& queue(SignalType signal) noexcept { return queues_[static_cast<std::size_t>(signal)]; }
    [[nodiscard]] const Queue& queue(SignalType signal) const noexcept {
        return queues_[static_cast<std::size_t>(signal)];
    }
    // Begins a segment with the batch.
    void begin_segment(SignalType signal, const FrameHeader& header, std::string_view id, std::string_view elements);
    // The queue's first segment, at its position and counted; nothing when it is of no use and gone from the queue.
    std::optional<SegmentReader> open_first(Queue& own);
    // The next batch of the queue's first segment.
    std::optional<FrameHeader> next_of_first(Queue& own, SegmentReader& reader, std::uint64_t expired_before,
                                             std::string& id, const Room& room);
    // The queue's first segment is read to its end, and nothing of it is on its way.
    void finish_first(Queue& own);
    void set_aside_first(Queue& own, const std::string& why);
    void forget_first(Queue& own);
    // Before a file goes.
    void have_losses_counted() const {
        if (count_losses_ && report_.has_losses()) count_losses_();
    }
    std::uint64_t& lost(SpoolReport::Items& items, const Segment& segment) noexcept {
        return items[static_cast<std::size_t>(segment.name.signal)];
    }

    SegmentFolder folder_;
    std::array<Queue, kSignalCount> queues_;
    std::uint64_t bytes_ = 0;
    std::uint64_t next_segment_ = 1;
    std::uint64_t last_frame_ = 0;
    std::uint64_t set_aside_ = 0;
    SpoolReport report_;
    std::function<void()> count_losses_;
    std::atomic<bool> is_given_up_{false};
};

}  // namespace telemetryflow::durability
