#pragma once

// Keeps the calling thread, and the threads that it starts meanwhile, on the processor that it is on. Belongs to that
// thread; the others may leave.

#include <cstddef>

#include <sched.h>

namespace telemetryflow::bench {

class Pinned {
public:
    Pinned() {
        ::sched_getaffinity(0, sizeof(before_), &before_);
        others_ = before_;
        const auto here = static_cast<std::size_t>(::sched_getcpu());
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(here, &one);
        CPU_CLR(here, &others_);
        holds_ = CPU_COUNT(&others_) == 0 || ::sched_setaffinity(0, sizeof(one), &one) == 0;
    }
    ~Pinned() { ::sched_setaffinity(0, sizeof(before_), &before_); }
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;

    /// Whether the system did it.
    [[nodiscard]] bool holds() const { return holds_; }

    /// Lets the calling thread run on all processors but that one, if there are others.
    void go_elsewhere() const {
        if (CPU_COUNT(&others_) > 0) ::sched_setaffinity(0, sizeof(others_), &others_);
    }

private:
    cpu_set_t before_{};
    cpu_set_t others_{};
    bool holds_ = false;
};

}  // namespace telemetryflow::bench
