#pragma once

// A process's folder as somebody looks at it who neither owns nor changes it, while the process lives or afterwards: a
// copy of its region at one moment, and its segments as they are read. Nothing is believed that its own bytes do not
// prove. Used by one thread.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "durability/about.hpp"
#include "durability/file_descriptor.hpp"
#include "durability/metric_snapshot.hpp"
#include "durability/region_reader.hpp"
#include "durability/segment_folder.hpp"
#include "durability/segment_reader.hpp"
#include "durability/state_directory.hpp"
#include "durability/unfinished_spans.hpp"

namespace telemetryflow::durability {

class ProcessView {
public:
    using Clock = std::chrono::system_clock;
    /// Takes a batch on disk; `reader` reads its elements.
    using TakeFrame =
        std::function<void(SegmentReader& reader, const SegmentReader::Frame& frame, const SegmentName& segment)>;

    /// The folder `name`; nothing when it is no process's, or is being made or deleted just now. Throws
    /// std::runtime_error when it cannot be read.
    [[nodiscard]] static std::optional<ProcessView> open(std::shared_ptr<const StateDirectory> state,
                                                         const std::string& name);
    /// Whether somebody has the lock of the folder `name`: its owner, or who is sending what that left.
    [[nodiscard]] static bool is_owned(const StateDirectory& state, const std::string& name) noexcept;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// As is_owned() above, when it was opened.
    [[nodiscard]] bool is_owned() const noexcept { return is_owned_; }
    /// When it was made.
    [[nodiscard]] Clock::time_point since() const noexcept { return since_; }
    /// What its files take.
    [[nodiscard]] std::uint64_t file_bytes() const noexcept { return file_bytes_; }
    /// Nothing when it cannot be read; a process that has just been started has not written it yet.
    [[nodiscard]] const std::optional<About>& about() const noexcept { return about_; }
    /// Chunks with unsettled records, of both signals, oldest first; behind them one of the spans that a dead process
    /// left open.
    [[nodiscard]] const std::vector<RegionChunk>& chunks() const noexcept { return chunks_; }
    /// The last metrics that it collected and did not deliver.
    [[nodiscard]] const MetricSnapshot& metrics() const noexcept { return metrics_; }
    /// The batches on disk that are not settled, segment by segment, the oldest first. What is damaged is left out, and
    /// told of in `damage` where that is given. Throws std::system_error when a file cannot be read.
    void for_each_frame(const TakeFrame& take, std::vector<std::string>* damage = nullptr) const;
    /// What is wrong with it, in words; empty when everything in it can be delivered. Reads all of it, and throws as
    /// above. What its owner is changing just now is not looked at.
    [[nodiscard]] std::vector<std::string> damage() const;

private:
    struct Free {
        void operator()(char* memory) const noexcept { std::free(memory); }
    };

    ProcessView() = default;
    void read_region(const FileDescriptor& file);
    // Leaves out the chunks that the living owner took anew while they were copied.
    void leave_out_what_changed(const FileDescriptor& file);

    std::string name_;
    std::string path_;
    bool is_owned_ = false;
    Clock::time_point since_;
    std::uint64_t file_bytes_ = 0;
    std::optional<About> about_;
    std::unique_ptr<char, Free> region_;
    std::size_t region_bytes_ = 0;
    std::vector<RegionChunk> chunks_;
    UnfinishedSpans unfinished_;
    MetricSnapshot metrics_;
    std::optional<SegmentFolder> segments_;
};

}  // namespace telemetryflow::durability
