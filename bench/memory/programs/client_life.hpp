#pragma once

// The life of one client, measured from within: made, one span sent, idle, loaded, shut down. A Subject is made from a
// Destination and has initialize(), make_span(), flush() and shutdown().

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <thread>

#include "memory/resident.hpp"

namespace telemetryflow::bench {

struct Destination {
    bool grpc = true;
    std::string port;
    std::string ca_file;  // empty: plaintext
};

/// main() of a program: gRPC|HTTP, the port, and the CA's file for TLS. Prints initialize() and shutdown() in
/// nanoseconds, the resident bytes after initialize() and after one export, each with those that are no file's, and the
/// most under load.
template <class Subject>
int client_life(int argc, char** argv) {
    using Clock = std::chrono::steady_clock;
    if (argc < 3) {
        std::cerr << "memory_bench starts this program\n";
        return 2;
    }
    const auto nanoseconds = [](auto&& call) {
        const Clock::time_point start = Clock::now();
        call();
        return std::chrono::nanoseconds(Clock::now() - start).count();
    };
    // Threads that were just started, or have just sent, come to rest.
    const auto settle = [] { std::this_thread::sleep_for(std::chrono::milliseconds(50)); };
    try {
        Subject subject(Destination{std::string(argv[1]) == "gRPC", argv[2], argc > 3 ? argv[3] : ""});
        const auto initialize_ns = nanoseconds([&] { subject.initialize(); });
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
        const auto shutdown_ns = nanoseconds([&] { subject.shutdown(); });
        std::cout << initialize_ns << ' ' << shutdown_ns << ' ' << initialized.all << ' ' << initialized.anonymous
                  << ' ' << idle.all << ' ' << idle.anonymous << ' ' << peak << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << argv[0] << ": " << error.what() << '\n';
        return 1;
    }
}

}  // namespace telemetryflow::bench
