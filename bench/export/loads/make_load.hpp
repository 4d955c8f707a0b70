#pragma once

// The load that every subject gets: one thread makes spans, as many as it can or at a pace, and flushes in the end. A
// Subject has make_span(number) and flush(), which returns whether everything is delivered.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "export/loads/load_figures.hpp"
#include "export/scenario.hpp"
#include "harness/allocation_count.hpp"

namespace telemetryflow::bench {

using LoadClock = std::chrono::steady_clock;

[[nodiscard]] inline double cpu_s(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// What the loops below cost on their own.
struct NoSubject {
    void make_span(std::int64_t number) { asm volatile("" : : "r"(number)); }
};

template <class Subject>
std::uint64_t saturate(Subject& subject, LoadClock::time_point end) {
    // The clock is read once in a while, so that it is not what saturates.
    constexpr std::uint64_t kBetweenLooks = 256;
    std::uint64_t made = 0;
    while (LoadClock::now() < end) {
        for (std::uint64_t i = 0; i < kBetweenLooks; ++i)
            subject.make_span(static_cast<std::int64_t>(++made));
    }
    return made;
}

template <class Subject>
std::uint64_t pace(Subject& subject, std::uint64_t per_second, LoadClock::time_point end) {
    constexpr std::chrono::milliseconds kTick{1};
    const LoadClock::time_point start = LoadClock::now();
    std::uint64_t made = 0;
    for (LoadClock::time_point now = start; now < end; now = LoadClock::now()) {
        const double due = std::chrono::duration<double>(now - start).count() * static_cast<double>(per_second);
        while (made < static_cast<std::uint64_t>(due))
            subject.make_span(static_cast<std::int64_t>(++made));
        std::this_thread::sleep_until(now + kTick);
    }
    return made;
}

template <class Subject>
std::uint64_t make_spans(Subject& subject, const Scenario& scenario, double seconds) {
    const auto end =
        LoadClock::now() + std::chrono::duration_cast<LoadClock::duration>(std::chrono::duration<double>(seconds));
    return scenario.spans_per_second == 0 ? saturate(subject, end) : pace(subject, scenario.spans_per_second, end);
}

/// CPU seconds for each span that it does not make.
[[nodiscard]] inline double generator_cost(const Scenario& scenario) {
    constexpr double kSeconds = 0.2;
    NoSubject none;
    const double before = cpu_s(CLOCK_THREAD_CPUTIME_ID);
    const std::uint64_t made = make_spans(none, scenario, kSeconds);
    return (cpu_s(CLOCK_THREAD_CPUTIME_ID) - before) / static_cast<double>(made);
}

template <class Subject>
LoadFigures make_load(Subject& subject, const Scenario& scenario) {
    LoadFigures figures;
    const double each = generator_cost(scenario);
    const std::uint64_t allocations_before = count_allocations().process;
    figures.start_ns = std::chrono::nanoseconds(LoadClock::now().time_since_epoch()).count();
    const double process_before = cpu_s(CLOCK_PROCESS_CPUTIME_ID);
    const double caller_before = cpu_s(CLOCK_THREAD_CPUTIME_ID);
    figures.created = make_spans(subject, scenario, scenario.seconds);
    figures.caller_cpu_s = cpu_s(CLOCK_THREAD_CPUTIME_ID) - caller_before;
    figures.complete = subject.flush();
    figures.process_cpu_s = cpu_s(CLOCK_PROCESS_CPUTIME_ID) - process_before;
    figures.generator_cpu_s = each * static_cast<double>(figures.created);
    figures.allocations = count_allocations().process - allocations_before;
    return figures;
}

/// main() of a load program: <port> and the scenario's words.
template <class Subject>
int load_main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        if (words.empty()) throw std::invalid_argument("export_bench starts this program");
        const Scenario scenario = Scenario::from_arguments({words.begin() + 1, words.end()});
        Subject subject(scenario, std::stoi(words.front()));
        std::cout << make_load(subject, scenario).to_text() << std::flush;
        return 0;
    } catch (const std::exception& error) {
        std::cerr << argv[0] << ": " << error.what() << '\n';
        return 1;
    }
}

}  // namespace telemetryflow::bench
