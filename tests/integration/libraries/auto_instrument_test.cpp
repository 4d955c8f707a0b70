// One call instruments what a program links, says so, and takes it out again.

#include "telemetryflow/integration/auto_instrument.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/ostream_sink.h>

#include "integration/client/test_client.hpp"
#include "support/scripted_http_server.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using integration::auto_instrument;
using integration::AutoInstrumentation;
using integration::curl_perform;
using test::ScriptedHttpServer;
using test::TempDir;

class AutoInstrumentTest : public ::testing::Test {
protected:
    AutoInstrumentTest() {
        FLAGS_log_dir = folder_.path();
        FLAGS_stderrthreshold = google::GLOG_FATAL;
        spdlog::drop_all();
        spdlog::set_default_logger(std::make_shared<spdlog::logger>("main", std::make_shared<NullSink>()));
    }

    using NullSink = spdlog::sinks::null_sink_mt;

    // One record or statement with every library.
    void use_everything(const std::string& text) {
        spdlog::info("spdlog " + text);
        LOG(INFO) << "glog " << text;
        BOOST_LOG_TRIVIAL(info) << "boost " << text;
        sqlite3* connection = nullptr;
        ASSERT_EQ(sqlite3_open(folder_.file("shop.db").c_str(), &connection), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(connection, "SELECT 1", nullptr, nullptr, nullptr), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(connection, "SELECT abs(-9223372036854775807 - 1)", nullptr, nullptr, nullptr),
                  SQLITE_ERROR);
        EXPECT_EQ(sqlite3_close(connection), SQLITE_OK);
        const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
        curl_easy_setopt(handle.get(), CURLOPT_URL, server_.url().c_str());
        curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
        curl_slist* headers = curl_slist_append(nullptr, "X-Tenant: acme");
        EXPECT_EQ(curl_perform(handle.get(), headers), CURLE_OK);
        curl_slist_free_all(headers);
    }

    TempDir folder_;
    ScriptedHttpServer server_;
    TestClient client_;
};

std::map<std::string, bool> installed(const AutoInstrumentation& done) {
    std::map<std::string, bool> out;
    for (const auto& one : done.status()) {
        EXPECT_FALSE(one.detail.empty()) << one.library;
        out[one.library] = one.installed;
    }
    return out;
}

TEST_F(AutoInstrumentTest, OneCallInstrumentsEveryLibraryThatIsLinked) {
    const AutoInstrumentation done = auto_instrument(client_.client);
    const std::map<std::string, bool> expected{{"spdlog", true}, {"glog", true},  {"boost_log", true}, {"sqlite", true},
                                               {"curl", true},   {"pqxx", false}, {"hiredis", false}};
    EXPECT_EQ(installed(done), expected);
    {
        const auto outer = client_->span("outer");
        use_everything("within");
    }
    const Received received = client_.receive();
    for (const char* body : {"spdlog within", "glog within", "boost within"})
        EXPECT_EQ(received.log(body).span_id(), received.span("outer").span_id()) << body;
    ASSERT_EQ(received.spans.size(), 4U);
    EXPECT_EQ(attributes_of(received.spans[0]).at("db.namespace"), "shop.db");
    EXPECT_EQ(attributes_of(received.spans[1]).at("error.type"), "SQLITE_ERROR");
    EXPECT_EQ(received.span("GET").parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(server_.requests().at(0).values("traceparent").size(), 1U);
}

TEST_F(AutoInstrumentTest, UninstallTakesEverythingOut) {
    AutoInstrumentation done = auto_instrument(client_.client);
    sqlite3* open = nullptr;
    ASSERT_EQ(sqlite3_open(":memory:", &open), SQLITE_OK);
    done.uninstall();
    for (const auto& [library, is_installed] : installed(done))
        EXPECT_FALSE(is_installed) << library;
    use_everything("after");
    EXPECT_EQ(sqlite3_exec(open, "SELECT 1", nullptr, nullptr, nullptr), SQLITE_OK);
    done.uninstall();
    const Received received = client_.receive();
    EXPECT_TRUE(received.logs.empty());
    EXPECT_TRUE(received.spans.empty());
    EXPECT_EQ(server_.requests().at(0).values("X-Tenant").size(), 1U) << "curl_perform() works without a client";
    EXPECT_TRUE(server_.requests().at(0).values("traceparent").empty());

    // And again, for a client that comes later; the connection that was open stays untraced.
    TestClient second;
    {
        const AutoInstrumentation again = auto_instrument(second.client);
        use_everything("second");
        EXPECT_EQ(sqlite3_exec(open, "SELECT 1", nullptr, nullptr, nullptr), SQLITE_OK);
    }
    sqlite3_close(open);
    const Received later = second.receive();
    EXPECT_EQ(later.logs.size(), 3U);
    EXPECT_EQ(later.spans.size(), 3U);
}

TEST_F(AutoInstrumentTest, WhatIsLeftOutIsLeftAlone) {
    const AutoInstrumentation done = auto_instrument(client_.client, {.without = {"glog", "sqlite"}});
    EXPECT_FALSE(installed(done).at("glog"));
    EXPECT_FALSE(installed(done).at("sqlite"));
    use_everything("partly");
    const Received received = client_.receive();
    EXPECT_EQ(received.logs.size(), 2U);
    EXPECT_EQ(received.spans.size(), 1U);
}

TEST_F(AutoInstrumentTest, ASecondOneSaysWhatItCannotHave) {
    const AutoInstrumentation first = auto_instrument(client_.client);
    TestClient other;
    {
        const AutoInstrumentation second = auto_instrument(other.client);
        EXPECT_TRUE(installed(second).at("spdlog"));
        EXPECT_FALSE(installed(second).at("sqlite"));
        EXPECT_FALSE(installed(second).at("curl"));
        use_everything("both");
    }
    EXPECT_EQ(other.receive().logs.size(), 3U);
    EXPECT_TRUE(other.receive().spans.empty());
    use_everything("first");
    EXPECT_EQ(client_.receive().logs.size(), 6U);
    EXPECT_EQ(client_.receive().spans.size(), 6U);
}

TEST_F(AutoInstrumentTest, AsynchronousLoggersGetAFrontWhileItIsThere) {
    std::ostringstream written;
    const auto pool = std::make_shared<spdlog::details::thread_pool>(64, 1);
    const auto make_async = [&](const std::string& name) {
        auto logger = std::make_shared<spdlog::async_logger>(
            name, std::make_shared<spdlog::sinks::ostream_sink_mt>(written), pool);
        logger->set_pattern("%n %v");
        return logger;
    };
    const auto main_logger = make_async("main");
    const auto orders = make_async("orders");
    main_logger->set_level(spdlog::level::warn);
    spdlog::set_default_logger(main_logger);
    spdlog::register_logger(orders);
    {
        const AutoInstrumentation done = auto_instrument(client_.client);
        EXPECT_NE(spdlog::default_logger(), main_logger);
        const auto outer = client_->span("outer");
        spdlog::info("too low");
        spdlog::warn("of main");
        spdlog::get("orders")->info("of orders");
    }
    EXPECT_EQ(spdlog::default_logger(), main_logger);
    EXPECT_EQ(spdlog::get("orders"), orders);
    EXPECT_EQ(main_logger->level(), spdlog::level::warn);
    spdlog::warn("after");
    main_logger->flush();
    const Received received = client_.receive();
    ASSERT_EQ(received.logs.size(), 2U);
    for (const char* body : {"of main", "of orders"})
        EXPECT_EQ(received.log(body).span_id(), received.span("outer").span_id());
    EXPECT_EQ(attributes_of(received.log("of orders")).at("logger.name"), "orders");
    EXPECT_TRUE(test::wait_until([&] { return pool->queue_size() == 0; }));
    spdlog::drop_all();
}

TEST_F(AutoInstrumentTest, ConnectionsMayBeInUseOnOtherThreadsWhenItEnds) {
    std::vector<std::thread> threads;
    std::atomic<bool> stop = false;
    std::atomic<int> ready = 0;
    {
        auto client = std::make_unique<TestClient>();
        const auto done = std::make_unique<AutoInstrumentation>(
            auto_instrument(client->client, {.without = {"spdlog", "glog", "boost_log", "curl"}}));
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([&] {
                sqlite3* connection = nullptr;
                sqlite3_open(":memory:", &connection);
                ++ready;
                while (!stop)
                    sqlite3_exec(connection, "SELECT 1", nullptr, nullptr, nullptr);
                sqlite3_close(connection);
            });
        }
        EXPECT_TRUE(test::wait_until([&] { return ready == 3; }));
        EXPECT_TRUE(test::wait_until([&] { return !client->receive().spans.empty(); }));
        done->uninstall();
        client.reset();
    }
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
}

}  // namespace
}  // namespace telemetryflow::tests
