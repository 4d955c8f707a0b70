#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"
#include "store/store.hpp"

namespace telemetryflow::local {
namespace {

TEST(LocalStoreLimitsTest, DropsTheOldestOfEachKindAndCountsThem) {
    const testing::LocalBackend backend({"--max-records", "3"});
    for (int i = 0; i < 5; ++i) {
        samples::Logs logs("shop");
        logs.record(9, "log " + std::to_string(i), static_cast<std::uint64_t>(i));
        send(backend, logs.request);
    }
    samples::Traces traces("shop");
    for (char i = 1; i <= 10; ++i)
        traces.span('\x01', i, 0, "span", static_cast<std::uint64_t>(i), 1);
    send(backend, traces.request);

    EXPECT_EQ(column(backend.get_json("/api/v1/logs"), "body"), (std::vector<std::string>{"log 4", "log 3", "log 2"}));
    EXPECT_EQ(backend.get_json("/api/v1/spans")["total"], 3);
    const auto status = backend.get_json("/api/v1/status");
    EXPECT_EQ(status["counts"], (nlohmann::json{{"batches", 6}, {"spans", 10}, {"logs", 5}, {"metric_points", 0}}));
    EXPECT_EQ(status["stored"], (nlohmann::json{{"spans", 3}, {"logs", 3}, {"metric_points", 0}}));
    EXPECT_EQ(status["dropped"], (nlohmann::json{{"spans", 7}, {"logs", 2}, {"metric_points", 0}}));
}

TEST(LocalStoreLimitsTest, ForgetsResourcesThatHaveNoRecordsLeft) {
    Store store({.path = {}, .max_records = 5});
    for (int i = 0; i < 2500; ++i) {
        samples::Logs logs("service " + std::to_string(i));
        logs.record(9, "x", 0);
        store.write(logs.request);
    }
    EXPECT_LE(store.services().size(), 1005U);
    EXPECT_EQ(store.stored().logs, 5);
}

TEST(LocalStoreLimitsTest, ServesWritersAndReadersAtTheSameTime) {
    Store store({.path = {}, .max_records = 1000});
    std::vector<std::thread> threads;
    for (int worker = 0; worker < 4; ++worker) {
        threads.emplace_back([&store] {
            for (int i = 0; i < 50; ++i) {
                samples::Logs logs("shop");
                logs.record(9, "a", 0);
                logs.record(9, "b", 0);
                store.write(logs.request);
                EXPECT_EQ(store.logs({})["total"].get<int>() % 2, 0);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(store.stored().logs, 400);
}

TEST(LocalStoreLimitsTest, RefusesAFileThatIsNotItsOwn) {
    const auto path = (std::filesystem::temp_directory_path() / ("not-ours-" + std::to_string(::getpid()))).string();
    {
        Database other(path);
        other.execute("CREATE TABLE something (x)");
    }
    EXPECT_THROW(Store({.path = path}), DatabaseError);
    std::filesystem::remove(path);
    std::ofstream(path) << "this is a text file and no database at all";
    EXPECT_THROW(Store({.path = path}), DatabaseError);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace telemetryflow::local
