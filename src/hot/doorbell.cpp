#include "hot/doorbell.hpp"

#include <cerrno>
#include <climits>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace telemetryflow::hot {
namespace {

long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value, const timespec* timeout) noexcept {
    static_assert(sizeof(word) == sizeof(std::uint32_t));
    return ::syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), operation, value, timeout, nullptr, 0);
}

}  // namespace

void Doorbell::ring() noexcept {
    // Sequentially consistent on both sides: either the waiter sees the ring or the ringer sees the waiter.
    rings_.fetch_add(1, std::memory_order_seq_cst);
    if (waiters_.load(std::memory_order_seq_cst) != 0) futex(rings_, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr);
}

bool Doorbell::wait(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept {
    using std::chrono::nanoseconds;
    const int caller_errno = errno;  // a full buffer makes recording calls wait here
    waiters_.fetch_add(1, std::memory_order_seq_cst);
    bool rung = rings_.load(std::memory_order_seq_cst) != heard;
    while (!rung) {
        const nanoseconds left = deadline - std::chrono::steady_clock::now();
        if (left <= nanoseconds::zero()) break;
        constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
        const timespec timeout{left.count() / kNanosPerSecond, left.count() % kNanosPerSecond};
        futex(rings_, FUTEX_WAIT_PRIVATE, heard, &timeout);
        rung = rings_.load(std::memory_order_seq_cst) != heard;
    }
    waiters_.fetch_sub(1, std::memory_order_relaxed);
    errno = caller_errno;
    return rung;
}

}  // namespace telemetryflow::hot
