#include "hot/id_generator.hpp"

#include <ctime>

#include <sys/random.h>

namespace telemetryflow::hot {

void IdGenerator::seed() noexcept {
    std::array<std::uint64_t, 3> seed{};
    if (::getrandom(seed.data(), sizeof(seed), GRND_NONBLOCK) != static_cast<ssize_t>(sizeof(seed))) {
        // Early in boot the system has no randomness yet: time and address still keep processes and threads apart.
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        seed[0] ^= static_cast<std::uint64_t>(now.tv_nsec) * 0x9E3779B97F4A7C15U;
        seed[1] ^= static_cast<std::uint64_t>(now.tv_sec);
        seed[2] ^= reinterpret_cast<std::uintptr_t>(this);
    }
    count_ = seed[0];
    keys_ = {seed[1], seed[2]};
}

}  // namespace telemetryflow::hot
