#pragma once

// The life of one client, measured from within: made, one span sent, idle, loaded, shut down. A Subject is made from a
// Destination and has initialize(), make_span(), flush() and shutdown().

#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include "memory/resident.hpp"

namespace telemetryflow::bench {

struct Destination {
    bool grpc = true;
    std::string port;
    std::string ca_file;  // empty: plaintext
};

struct Duration {
    std::int64_t wall_ns = 0;
    std::int64_t cpu_ns = 0;  // all threads
};

template <class Call>
Duration duration_of(Call&& call) {
    const auto now = [](clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    };
    const Duration before{now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID)};
    call();
    return {now(CLOCK_MONOTONIC) - before.wall_ns, now(CLOCK_PROCESS_CPUTIME_ID) - before.cpu_ns};
}

/// main() of a program: gRPC|HTTP, the port, and the CA's file for TLS. Prints what initialize() and shutdown() take,
/// each in wall-clock and CPU nanoseconds; the resident bytes after initialize() and after one export, each with those
/// that are no file's; and the most that was resident under load.
template <class Subject>
int client_life(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "memory_bench starts this program\n";
        return 2;
    }
    // Threads that were just started, or have just sent, come to rest.
    const auto settle = [] { std::this_thread::sleep_for(std::chrono::milliseconds(50)); };
    try {
        Subject subject(Destination{std::string(argv[1]) == "gRPC", argv[2], argc > 3 ? argv[3] : ""});
        const Duration initialize = duration_of([&] { subject.initialize(); });
        settle();
        const auto initialized = resident_bytes();
        subject.make_span();
        if (!subject.flush()) throw std::runtime_error("the first span is not delivered");
        settle();
        const auto idle = resident_bytes();
        constexpr int kSpans = 300'000;
        for (int i = 0; i < kSpans; ++i)
            subject.make_span();
        subject.flush();
        const auto peak = peak_resident_bytes();
        const Duration shutdown = duration_of([&] { subject.shutdown(); });
        std::cout << initialize.wall_ns << ' ' << initialize.cpu_ns << ' ' << shutdown.wall_ns << ' ' << shutdown.cpu_ns
                  << ' ' << initialized.all << ' ' << initialized.anonymous << ' ' << idle.all << ' ' << idle.anonymous
                  << ' ' << peak << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << argv[0] << ": " << error.what() << '\n';
        return 1;
    }
}

}  // namespace telemetryflow::bench
