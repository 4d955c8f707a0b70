#pragma once

// The segment files in one process's folder: their names, and how they are made, opened and taken away. No file stays
// open in here, so that a fork inherits none. Used by one thread at a time; forget() by a forked child.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "durability/file_descriptor.hpp"
#include "durability/segment_name.hpp"
#include "durability/state_directory.hpp"

namespace telemetryflow::durability {

class SegmentFolder {
public:
    struct Entry {
        SegmentName name;
        std::uint64_t bytes;
    };

    /// Files that nothing could be read from are kept in the state directory up to these, for whoever wants to look.
    static constexpr std::size_t kMaxQuarantined = 16;
    /// How their names begin.
    static constexpr std::string_view kQuarantine = "quarantine-";
    static constexpr std::uint64_t kMaxQuarantinedBytes = 32U << 20U;

    /// `folder` is that of `process` in `state`.
    SegmentFolder(std::shared_ptr<const StateDirectory> state, std::string process, FileDescriptor folder)
        : state_(std::move(state)), process_(std::move(process)), folder_(std::move(folder)) {}

    /// Oldest first. Throws std::system_error.
    [[nodiscard]] std::vector<Entry> segments() const;
    /// A new file. Throws std::system_error.
    [[nodiscard]] FileDescriptor make(const SegmentName& name) const;
    /// For reading and writing. Throws std::system_error.
    [[nodiscard]] FileDescriptor open(const SegmentName& name) const;
    /// Records in the file that everything before `to` is delivered or dropped; false when that cannot be written.
    bool settle(const SegmentName& name, std::uint64_t to) const noexcept;
    bool remove(const SegmentName& name) const noexcept;
    /// Moves the file out of the process's folder, or deletes it where enough lie there already.
    bool quarantine(const SegmentName& name) const noexcept;

    /// What the filesystem has left for this user. Throws std::system_error.
    [[nodiscard]] std::uint64_t free_bytes() const;
    /// Has the disk know the files' names, the folder's, and whose it is. Throws std::system_error.
    void make_durable();
    [[nodiscard]] std::string path_of(const SegmentName& name) const;

    /// In a forked child, or when the folder's lock is given up: whatever is called next fails.
    void forget() noexcept { folder_.close(); }

private:
    std::shared_ptr<const StateDirectory> state_;
    std::string process_;
    FileDescriptor folder_;
    bool is_about_refused_ = false;  // by the disk, when it was to take it
};

}  // namespace telemetryflow::durability
