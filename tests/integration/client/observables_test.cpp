// What arrives of observable instruments, and when their callbacks are called.

#include <atomic>
#include <chrono>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE;
using otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA;

TelemetryConfig with_temporality(Temporality temporality) {
    TelemetryConfig config = test_config();
    config.temporality = temporality;
    return config;
}

std::map<std::string, std::int64_t> by_attribute(const Metric& metric, const std::string& key) {
    std::map<std::string, std::int64_t> values;
    for (const auto& point : metric.sum().data_points())
        values[attributes_of(point).at(key)] = point.as_int();
    return values;
}

TEST(ObservablesTest, HaveTheirKindsOnTheWire) {
    TestClient client;
    const auto counter = client->observable_counter("cpu.time",
                                                    [](ObserverResult& result) {
                                                        result.observe(7, {{"cpu", 0}});
                                                    },
                                                    {.unit = "s", .description = "Time on a processor"});
    const auto up_down =
        client->observable_up_down_counter("connections", [](ObserverResult& result) { result.observe(-2); });
    const auto gauge = client->observable_gauge("temperature", [](ObserverResult& result) { result.observe(21.5); });
    const auto whole = client->observable_gauge("fan.speed", [](ObserverResult& result) { result.observe(900); });
    const Received received = client.receive();
    const Metric time = received.metric("cpu.time");
    EXPECT_EQ(time.unit(), "s");
    EXPECT_EQ(time.description(), "Time on a processor");
    ASSERT_TRUE(time.has_sum());
    EXPECT_TRUE(time.sum().is_monotonic());
    EXPECT_EQ(time.sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
    const auto& point = time.sum().data_points(0);
    EXPECT_EQ(point.as_int(), 7);
    EXPECT_EQ(attributes_of(point), (std::map<std::string, std::string>{{"cpu", "0"}}));
    EXPECT_GT(point.start_time_unix_nano(), 0U);
    EXPECT_LE(point.start_time_unix_nano(), point.time_unix_nano());
    const Metric connections = received.metric("connections");
    EXPECT_FALSE(connections.sum().is_monotonic());
    EXPECT_EQ(connections.sum().data_points(0).as_int(), -2);
    EXPECT_EQ(received.metric("temperature").gauge().data_points(0).as_double(), 21.5);
    EXPECT_EQ(received.metric("fan.speed").gauge().data_points(0).as_int(), 900);
}

TEST(ObservablesTest, AreSumsThatStand) {
    TestClient client;
    std::int64_t total = 10;
    const auto registration = client->observable_counter("c", [&](ObserverResult& result) { result.observe(total); });
    const auto first = client.receive().metric("c").sum().data_points(0);
    client.record->clear();
    total = 25;
    const auto second = client.receive().metric("c").sum().data_points(0);
    EXPECT_EQ(first.as_int(), 10);
    EXPECT_EQ(second.as_int(), 25);
    EXPECT_EQ(second.start_time_unix_nano(), first.start_time_unix_nano());
}

TEST(ObservablesTest, AreDeltasOfSumsWhereAskedFor) {
    TestClient client(with_temporality(Temporality::Delta));
    std::int64_t total = 10;
    const auto counter = client->observable_counter("c", [&](ObserverResult& result) { result.observe(total); });
    const auto up_down =
        client->observable_up_down_counter("u", [&](ObserverResult& result) { result.observe(total); });
    const Received first = client.receive();
    client.record->clear();
    total = 25;
    const Received second = client.receive();
    EXPECT_EQ(first.metric("c").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_EQ(first.metric("c").sum().data_points(0).as_int(), 10);
    EXPECT_EQ(second.metric("c").sum().data_points(0).as_int(), 15);
    EXPECT_EQ(second.metric("c").sum().data_points(0).start_time_unix_nano(),
              first.metric("c").sum().data_points(0).time_unix_nano());
    EXPECT_EQ(second.metric("u").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
    EXPECT_EQ(second.metric("u").sum().data_points(0).as_int(), 25);
}

TEST(ObservablesTest, AreRightDeltasWhenValuesAreNowWholeAndNowNot) {
    TestClient client(with_temporality(Temporality::Delta));
    NumberValue total(2.5);
    const auto counter = client->observable_counter("c", [&](ObserverResult& result) { result.observe(total); });
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_double(), 2.5);
    total = NumberValue(std::int64_t{4});
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_double(), 1.5);
    total = NumberValue(std::int64_t{7});
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 3);
}

TEST(ObservablesTest, KeepTheLimitAlsoWhenNewSetsAreObservedBeforeKnownOnes) {
    TelemetryConfig config = test_config();
    config.cardinality_limit = 2;
    TestClient client(config);
    std::vector<int> sets{1, 2};
    const auto gauge = client->observable_up_down_counter("u", [&](ObserverResult& result) {
        for (const int set : sets)
            result.observe(1, {{"set", set}});
    });
    EXPECT_EQ(client.receive().metric("u").sum().data_points_size(), 2);
    sets = {3, 1, 2};
    std::map<std::string, std::int64_t> values;
    const Received received = client.receive();
    for (const auto& point : received.metric("u").sum().data_points()) {
        const auto attributes = attributes_of(point);
        values[attributes.contains("set") ? attributes.at("set") : "overflow"] = point.as_int();
    }
    EXPECT_EQ(values, (std::map<std::string, std::int64_t>{{"3", 1}, {"1", 1}, {"overflow", 1}}));
}

TEST(ObservablesTest, AreCumulativeWithLowMemory) {
    TestClient client(with_temporality(Temporality::LowMemory));
    const auto counter = client->observable_counter("c", [](ObserverResult& result) { result.observe(1); });
    EXPECT_EQ(client.receive().metric("c").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
}

TEST(ObservablesTest, VanishWhenTheyAreNotObservedAnyMore) {
    TestClient client;
    int queues = 3;
    const auto registration = client->observable_up_down_counter("queue.length", [&](ObserverResult& result) {
        for (int i = 0; i < queues; ++i)
            result.observe(i, {{"queue", i}});
    });
    EXPECT_EQ(client.receive().metric("queue.length").sum().data_points_size(), 3);
    client.record->clear();
    queues = 1;
    EXPECT_EQ(by_attribute(client.receive().metric("queue.length"), "queue"),
              (std::map<std::string, std::int64_t>{{"0", 0}}));
    client.record->clear();
    queues = 0;
    EXPECT_TRUE(client.receive().metrics.empty());
}

TEST(ObservablesTest, DoNotWearOutTheCardinalityLimit) {
    TelemetryConfig config = test_config();
    config.cardinality_limit = 2;
    TestClient client(config);
    int round = 0;
    const auto registration = client->observable_counter("c", [&](ObserverResult& result) {
        result.observe(1, {{"id", 2 * round}});
        result.observe(2, {{"id", 2 * round + 1}});
    });
    for (; round < 5; ++round) {
        client.record->clear();
        EXPECT_EQ(by_attribute(client.receive().metric("c"), "id").size(), 2U) << round;
    }
}

TEST(ObservablesTest, OneCallbackMayObserveSeveral) {
    TestClient client;
    const Meter meter = client->meter({.name = "memory"});
    const auto used = meter.observable_up_down_counter("used", {.unit = "By"});
    const auto free = meter.observable_gauge("free");
    const auto faults = meter.observable_counter("faults");
    int calls = 0;
    const auto registration = meter.register_callback(
        [&](ObserverResult& result) {
            ++calls;
            result.observe(used, 100);
            result.observe(free, 0.5);
            result.observe(faults, 3);  // not registered for it
            result.observe(1);          // of which one?
        },
        {used, free});
    const Received received = client.receive();
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(received.metric("used").sum().data_points(0).as_int(), 100);
    EXPECT_EQ(received.metric("free").gauge().data_points(0).as_double(), 0.5);
    EXPECT_EQ(received.metrics.size(), 2U);
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 2U);
}

TEST(ObservablesTest, TheLastValueOfASetCountsAndWhatIsNoNumberDoesNot) {
    TestClient client;
    const auto registration = client->observable_gauge("g", [](ObserverResult& result) {
        result.observe(1, {{"a", 1}});
        result.observe(2, {{"a", 1}});
        result.observe(std::numeric_limits<double>::quiet_NaN(), {{"a", 1}});
    });
    const auto points = client.receive().metric("g").gauge().data_points();
    ASSERT_EQ(points.size(), 1);
    EXPECT_EQ(points[0].as_int(), 2);
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 1U);
}

TEST(ObservablesTest, AViewAddsUpWhatItMakesEqual) {
    TelemetryConfig config = test_config();
    config.views = {{.instrument_name = "c", .attribute_keys = std::vector<std::string>{}}};
    TestClient client(config);
    const auto registration = client->observable_counter("c", [](ObserverResult& result) {
        result.observe(1, {{"cpu", 0}});
        result.observe(2, {{"cpu", 1}});
    });
    for (int i = 0; i < 2; ++i) {
        client.record->clear();
        EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 3) << "not twice";
    }
}

TEST(ObservablesTest, AThrowingCallbackIsCountedAndSpoilsNothing) {
    TestClient client;
    const auto bad = client->observable_gauge("bad", [](ObserverResult& result) {
        result.observe(1);
        throw std::runtime_error("no");
    });
    const auto good = client->observable_gauge("good", [](ObserverResult& result) { result.observe(2); });
    const Received received = client.receive();
    EXPECT_EQ(received.metric("good").gauge().data_points(0).as_int(), 2);
    EXPECT_EQ(received.metric("bad").gauge().data_points(0).as_int(), 1) << "what it told before";
    EXPECT_EQ(client->get_status().refused_measurements.at("callback_failed"), 1U);
}

TEST(ObservablesTest, ARemovedCallbackIsNotCalledAgain) {
    TestClient client;
    auto calls = std::make_unique<int>(0);
    std::optional<CallbackRegistration> registration =
        client->observable_gauge("g", [&calls](ObserverResult& result) { result.observe(++*calls); });
    client.receive();
    EXPECT_EQ(*calls, 1);
    registration.reset();
    calls.reset();
    client.record->clear();
    EXPECT_TRUE(client.receive().metrics.empty());
}

TEST(ObservablesTest, RemovingWaitsForACallThatIsUnderWay) {
    TestClient client;
    std::atomic<bool> called{false};
    std::atomic<bool> go_on{false};
    std::atomic<bool> ended{false};
    auto registration = client->observable_gauge("g", [&](ObserverResult&) {
        called = true;
        while (!go_on)
            std::this_thread::yield();
        ended = true;
    });
    std::thread flusher([&] { client->flush(); });
    while (!called)
        std::this_thread::yield();
    std::thread releaser([&] { go_on = true; });
    registration.remove();
    EXPECT_TRUE(ended) << "the callback may use nothing that is gone";
    releaser.join();
    flusher.join();
}

TEST(ObservablesTest, ACallbackMayRemoveItself) {
    TestClient client;
    int calls = 0;
    CallbackRegistration registration;
    registration = client->observable_gauge("g", [&](ObserverResult&) {
        ++calls;
        registration.remove();
    });
    client.receive();
    client.receive();
    EXPECT_EQ(calls, 1);
}

TEST(ObservablesTest, ACallbackMayUseTheClient) {
    TestClient client;
    const auto calls = client->counter("calls");
    const auto registration = client->observable_gauge("g", [&](ObserverResult& result) {
        calls.add(1);
        result.observe(1);
        static_cast<void>(client->gauge("other"));
    });
    EXPECT_EQ(client.receive().metric("calls").sum().data_points(0).as_int(), 1);
}

TEST(ObservablesTest, ARegistrationMayOutliveItsClient) {
    CallbackRegistration registration;
    auto held = std::make_shared<int>(1);
    {
        TestClient client;
        registration = client->observable_gauge("g", [held](ObserverResult& result) { result.observe(*held); });
        client.receive();
        EXPECT_EQ(held.use_count(), 2);
    }
    EXPECT_EQ(held.use_count(), 1) << "the callback goes with its client, and what it holds with it";
    registration.remove();
}

TEST(ObservablesTest, ASlowCallbackDoesNotHoldAFlushBeyondItsDeadline) {
    TestClient client;
    std::atomic<bool> go_on{false};
    const auto registration = client->observable_gauge("g", [&](ObserverResult&) {
        while (!go_on)
            std::this_thread::sleep_for(1ms);
    });
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(client->flush(50ms).complete);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    go_on = true;
    EXPECT_TRUE(client->flush().complete);
}

TEST(ObservablesTest, AreObservedByTheChildAfterAFork) {
    TestClient client;
    const pid_t parent = ::getpid();
    std::atomic<int> in_child{0};
    const auto registration = client->observable_gauge("g", [&](ObserverResult& result) {
        if (::getpid() != parent) ++in_child;
        result.observe(::getpid());
    });
    client.receive();
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        client.record->clear();
        client->increment_counter("c");  // a child that records starts its worker
        const bool complete = client->flush().complete;
        ::_exit(complete && in_child > 0 ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(in_child, 0);
}

}  // namespace
}  // namespace telemetryflow::tests
