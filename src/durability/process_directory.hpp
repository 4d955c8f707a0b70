#pragma once

// One process's folder in the state directory: the region, who recorded it, and a lock that is held as long as the
// owner lives. The lock goes with the open file: when the process ends, however it does, it is free, and whoever takes
// it owns the folder then. Used by one thread at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "durability/about.hpp"
#include "durability/file_descriptor.hpp"
#include "durability/segment_folder.hpp"
#include "durability/state_directory.hpp"

namespace telemetryflow::durability {

class ProcessDirectory {
public:
    /// Makes a folder for this process with a region of `bytes` zeros, for which the disk has room where it may be
    /// mapped. Others see it only when it is whole and locked. Throws std::runtime_error.
    ProcessDirectory(std::shared_ptr<const StateDirectory> state, std::size_t bytes);
    /// Takes the folder `name`, which another process left; nothing when its owner lives, or it is no such folder.
    /// Throws std::runtime_error when it cannot be read now, which says nothing of what is in it.
    [[nodiscard]] static std::optional<ProcessDirectory> adopt(std::shared_ptr<const StateDirectory> state,
                                                               const std::string& name);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool has_region() const noexcept { return region_.is_open(); }
    /// Whether the region is safe in a mapping; else it is read and written.
    [[nodiscard]] bool is_mappable() const noexcept { return is_mappable_; }
    /// Why not, and how to mend it; empty where it is.
    [[nodiscard]] std::string obstacle() const;
    [[nodiscard]] int region_fd() const noexcept { return region_.get(); }
    /// 0 without a region. Throws std::runtime_error.
    [[nodiscard]] std::size_t region_bytes() const;

    /// Throws std::runtime_error.
    void read_region(std::span<char> into) const;
    /// When the process began, in Unix nanoseconds by the filesystem's clock; 0 where that cannot be read.
    [[nodiscard]] std::int64_t started() const noexcept;
    /// What its files but the segments take of the disk.
    [[nodiscard]] std::uint64_t disk_bytes() const noexcept;
    /// The disk may have what lies in these whole pages of the region, which nobody writes any more; they are zeros
    /// then. Where the filesystem cannot do that it has no effect.
    void give_back(std::size_t at, std::size_t bytes) const noexcept;

    /// Throws std::runtime_error.
    void write(const About& about);
    /// Keeps `bytes` as the process's last metrics, instead of those before; `durable`: the disk has them afterwards.
    /// Throws std::runtime_error.
    void write_metrics(std::string_view bytes, bool durable);
    /// Empty where there are none. Throws std::runtime_error when they cannot be read now.
    [[nodiscard]] std::string read_metrics() const;
    void remove_metrics() noexcept;

    /// A new file of `bytes` zeros, for which the disk has room, for a hot::OpenSpanTable. Throws std::runtime_error.
    [[nodiscard]] FileDescriptor make_open_spans(std::size_t bytes) const;
    /// Empty where there is none. Throws std::runtime_error when it cannot be read now.
    [[nodiscard]] std::string read_open_spans() const;

    /// Has the disk take the folder, so that it is found after a power failure. Throws std::runtime_error.
    void make_durable() const;
    /// Nothing when it was never written whole. Throws std::runtime_error when it cannot be read now, or not by this
    /// version.
    [[nodiscard]] std::optional<About> read_about() const;

    /// The segment files in it. Throws std::runtime_error.
    [[nodiscard]] SegmentFolder segments() const;

    /// Deletes the folder with what is in it. A process that maps the region goes on with it.
    void remove() noexcept;
    /// In a forked child: lets go of what is the parent's without a word to it.
    void forget() noexcept;

private:
    ProcessDirectory() = default;

    [[nodiscard]] FileDescriptor make(const char* file) const;
    // As that, with room for `bytes` zeros on the disk.
    [[nodiscard]] FileDescriptor make(const char* file, std::size_t bytes) const;
    [[nodiscard]] std::string path_of(const char* file) const;
    // Writes `unfinished` and renames it, so that nobody ever reads a part of it.
    void replace(const char* file, const char* unfinished, std::string_view bytes, bool durable) const;
    [[nodiscard]] std::string read(const char* file) const;

    std::shared_ptr<const StateDirectory> state_;
    std::string name_;
    FileDescriptor folder_;
    FileDescriptor lock_;
    FileDescriptor region_;
    bool is_mappable_ = true;
};

}  // namespace telemetryflow::durability
