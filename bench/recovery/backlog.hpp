#pragma once

// What a process leaves whose backend was away for long: segments of its spool, in a state directory of its own, which
// is deleted at the end. Used by the main thread.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace telemetryflow::bench {

class Backlog {
public:
    /// Makes the directory. Throws std::runtime_error.
    Backlog();
    ~Backlog();
    Backlog(const Backlog&) = delete;
    Backlog& operator=(const Backlog&) = delete;

    [[nodiscard]] const std::string& folder() const noexcept { return folder_; }
    /// All segment files that lie there.
    [[nodiscard]] std::vector<std::filesystem::path> segments() const;
    [[nodiscard]] std::uint64_t bytes() const;
    /// Has the system read them from the disk the next time.
    void forget_cached() const;
    /// Reads them one after the other, and returns how long that took, in seconds. Throws std::runtime_error.
    [[nodiscard]] double read_all() const;

    /// In a process of its own: a client that records logs, of which none is delivered, until `bytes` lie in segments.
    static void fill(const std::string& folder, std::uint64_t bytes);

private:
    std::string folder_;
};

}  // namespace telemetryflow::bench
