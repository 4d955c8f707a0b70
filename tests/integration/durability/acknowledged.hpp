#pragma once

// How many records each thread of a writer has had acknowledged, by the return of the call: in a file that writer and
// test map, so that it outlives the writer.

#include <array>
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace telemetryflow::tests {

class Acknowledged {
public:
    static constexpr int kThreads = 3;

    explicit Acknowledged(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ::ftruncate(file, sizeof(Counts)) != 0) throw std::runtime_error("cannot make " + path);
        void* mapped = ::mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        ::close(file);
        if (mapped == MAP_FAILED) throw std::runtime_error("cannot map " + path);
        counts_ = static_cast<Counts*>(mapped);
    }
    ~Acknowledged() { ::munmap(counts_, sizeof(Counts)); }
    Acknowledged(const Acknowledged&) = delete;
    Acknowledged& operator=(const Acknowledged&) = delete;

    [[nodiscard]] std::atomic<std::uint32_t>& of(int thread) { return counts_->of[static_cast<std::size_t>(thread)]; }
    /// How many records the writer's client dropped and counted, when it came to its end.
    [[nodiscard]] std::atomic<std::uint64_t>& dropped() { return counts_->dropped; }

private:
    struct Counts {
        std::array<std::atomic<std::uint32_t>, kThreads> of;
        std::atomic<std::uint64_t> dropped;
    };
    Counts* counts_;
};

}  // namespace telemetryflow::tests
