#include "hot/clock.hpp"

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

// A machine whose counter and wall clock the test moves.
struct Machine {
    std::uint64_t ticks = 1'000'000;
    std::uint64_t monotonic = 5 * kSecond;
    std::uint64_t wall = 1'700'000'000 * kSecond;
    double ticks_per_nano = 2.6;
    bool counter = true;
    mutable int wall_reads = 0;

    // `wall_drift`: how much faster than real time the wall clock is being slewed.
    void pass(std::uint64_t nanos, double wall_drift = 0) {
        monotonic += static_cast<std::uint64_t>(static_cast<double>(nanos) * (1 + wall_drift));
        wall += static_cast<std::uint64_t>(static_cast<double>(nanos) * (1 + wall_drift));
        ticks += static_cast<std::uint64_t>(static_cast<double>(nanos) * (counter ? ticks_per_nano : 1));
    }
};

struct SimulatedSource {
    const Machine* machine;

    [[nodiscard]] bool needs_calibration() const noexcept { return machine->counter; }
    [[nodiscard]] std::uint64_t ticks() const noexcept { return machine->ticks; }
    [[nodiscard]] std::uint64_t wall() const noexcept {
        ++machine->wall_reads;
        return machine->wall;
    }
    [[nodiscard]] TimeSample sample() const noexcept { return {machine->ticks, machine->monotonic, machine->wall}; }
};

using SimulatedClock = BasicClock<SimulatedSource>;

std::int64_t error_of(const SimulatedClock& clock, const Machine& machine) {
    return static_cast<std::int64_t>(clock.now() - machine.wall);
}

TEST(ClockTest, FollowsTheSystemsClock) {
    Clock clock;
    const auto deviation = [&] {
        const auto wall = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
        return std::abs(static_cast<double>(clock.now()) - static_cast<double>(wall));
    };
    EXPECT_LT(deviation(), 1e9);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    clock.refresh();
    EXPECT_LT(deviation(), 1e9);
}

TEST(ClockTest, AsksTheSystemUntilItHasMeasured) {
    Machine machine;
    SimulatedClock clock(SimulatedSource{&machine});
    machine.pass(1'000'000);
    clock.refresh();  // too early to tell
    EXPECT_EQ(clock.now(), machine.wall);
    EXPECT_EQ(machine.wall_reads, 1);
    machine.pass(9'000'000);
    clock.refresh();
    machine.wall_reads = 0;
    machine.pass(3'000'000);
    EXPECT_LE(std::abs(error_of(clock, machine)), 10);
    EXPECT_EQ(machine.wall_reads, 0);
}

TEST(ClockTest, AsksTheSystemWhenTheMeasurementIsOld) {
    Machine machine;
    SimulatedClock clock(SimulatedSource{&machine});
    machine.pass(10'000'000);
    clock.refresh();
    machine.pass(11 * kSecond);
    EXPECT_EQ(clock.now(), machine.wall);
    EXPECT_EQ(machine.wall_reads, 1);
}

TEST(ClockTest, StaysWithinAMillisecondOfTheSystemForHours) {
    Machine machine;
    machine.ticks_per_nano = 2.5961521;
    SimulatedClock clock(SimulatedSource{&machine});
    std::int64_t worst = 0;
    for (int second = 0; second < 2 * 3600; ++second) {
        // The wall clock is slewed back and forth, as a time daemon does.
        machine.pass(kSecond, second % 600 < 300 ? 50e-6 : -50e-6);
        worst = std::max(worst, std::abs(error_of(clock, machine)));
        clock.refresh();
        EXPECT_LE(std::abs(error_of(clock, machine)), 10) << second;
    }
    EXPECT_LT(worst, 1'000'000);
    EXPECT_LT(machine.wall_reads, 2) << "the counter was hardly used";
}

TEST(ClockTest, FollowsAStepOfTheWallClockAtItsNextRefresh) {
    Machine machine;
    SimulatedClock clock(SimulatedSource{&machine});
    machine.pass(10'000'000);
    clock.refresh();
    machine.wall -= 3600 * kSecond;
    machine.pass(kSecond);
    clock.refresh();
    EXPECT_LE(std::abs(error_of(clock, machine)), 10);
}

TEST(ClockTest, GivesNoNegativeDurationWhateverTheClocksDo) {
    Machine machine;
    SimulatedClock clock(SimulatedSource{&machine});
    const auto start_and_check = [&](auto&& change) {
        const Instant start = clock.read();
        change();
        EXPECT_GE(clock.since(start), start.unix_nano);
    };
    start_and_check([&] { machine.wall -= kSecond; });  // not measured yet
    machine.pass(10'000'000);
    clock.refresh();
    start_and_check([&] { machine.wall -= 3600 * kSecond; });
    start_and_check([&] { machine.ticks -= 1000; });  // another processor's counter is a little behind
    start_and_check([&] {
        machine.wall -= 3600 * kSecond;
        machine.pass(kSecond);
        clock.refresh();
    });
    start_and_check([&] { machine.ticks = 5; });  // the counter was set back, as after a suspension
    machine.pass(kSecond);
    clock.refresh();
    EXPECT_EQ(clock.now(), machine.wall);
}

TEST(ClockTest, MeasuresADurationAcrossItsOwnCalibration) {
    Machine machine;
    SimulatedClock clock(SimulatedSource{&machine});
    const Instant start = clock.read();
    machine.pass(10'000'000);
    clock.refresh();
    machine.pass(kSecond);
    EXPECT_NEAR(static_cast<double>(clock.since(start) - start.unix_nano), 1.01e9, 100);
}

TEST(ClockTest, CountsNanosecondsWhereThereIsNoCounter) {
    Machine machine;
    machine.counter = false;
    machine.ticks = machine.monotonic;
    SimulatedClock clock(SimulatedSource{&machine});
    EXPECT_EQ(clock.now(), machine.wall);
    machine.pass(3600 * kSecond);
    EXPECT_EQ(clock.now(), machine.wall);
    EXPECT_EQ(machine.wall_reads, 0);
    const Instant start = clock.read();
    machine.wall -= kSecond;
    machine.pass(500);
    EXPECT_EQ(clock.since(start), start.unix_nano + 500);
    clock.refresh();
    machine.pass(kSecond);
    clock.refresh();
    EXPECT_EQ(clock.now(), machine.wall);
}

TEST(ClockTest, IsReadByManyThreadsWhileItIsRefreshed) {
    Clock clock;
    std::atomic<bool> done{false};
    std::vector<std::thread> readers;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!done.load(std::memory_order_relaxed)) {
                const Instant start = clock.read();
                const std::uint64_t end = clock.since(start);
                const auto wall = static_cast<std::uint64_t>(
                    std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count());
                const bool near = wall > start.unix_nano - kSecond && start.unix_nano > wall - 60 * kSecond;
                if (end < start.unix_nano || !near) ++wrong;
            }
        });
    }
    for (int i = 0; i < 40; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(8));
        clock.refresh();
    }
    done = true;
    for (std::thread& reader : readers)
        reader.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace telemetryflow::hot
