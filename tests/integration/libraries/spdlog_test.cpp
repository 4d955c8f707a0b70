// What arrives of records that a program makes with spdlog.

#include "telemetryflow/integration/spdlog.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/async.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using integration::make_front_logger;
using integration::SpdlogSink;

std::shared_ptr<spdlog::logger> logger_of(TestClient& client, const std::string& name = "shop") {
    auto logger = std::make_shared<spdlog::logger>(name, std::make_shared<SpdlogSink>(client.client));
    logger->set_level(spdlog::level::trace);
    return logger;
}

std::string id(const SpanContext& context) {
    return {context.span_id.bytes.begin(), context.span_id.bytes.end()};
}

TEST(SpdlogTest, LevelsBecomeSeverities) {
    TestClient client;
    const auto logger = logger_of(client);
    logger->trace("trace");
    logger->debug("debug");
    logger->info("info");
    logger->warn("warn");
    logger->error("error");
    logger->critical("critical");
    logger->log(spdlog::level::off, "off");
    const Received received = client.receive();
    const std::map<std::string, std::pair<int, std::string>> expected{
        {"trace", {1, "TRACE"}}, {"debug", {5, "DEBUG"}},  {"info", {9, "INFO"}},
        {"warn", {13, "WARN"}},  {"error", {17, "ERROR"}}, {"critical", {21, "FATAL"}}};
    ASSERT_EQ(received.logs.size(), expected.size());
    for (const auto& [body, severity] : expected) {
        EXPECT_EQ(received.log(body).severity_number(), severity.first);
        EXPECT_EQ(received.log(body).severity_text(), severity.second);
    }
}

TEST(SpdlogTest, ARecordHasTheFormattedMessageTheLoggerTheThreadAndThePlace) {
    TestClient client;
    const auto logger = logger_of(client, "orders");
    const auto before = std::chrono::system_clock::now();
    const int line = __LINE__ + 1;
    SPDLOG_LOGGER_INFO(logger, "order {} of {} items", "A-17", 3);
    const auto after = std::chrono::system_clock::now();
    const Received received = client.receive();
    const LogRecord& log = received.log("order A-17 of 3 items");
    const auto attributes = attributes_of(log);
    EXPECT_EQ(attributes.at("logger.name"), "orders");
    EXPECT_EQ(attributes.at("code.file.path"), __FILE__);
    EXPECT_EQ(attributes.at("code.line.number"), std::to_string(line));
    EXPECT_EQ(attributes.at("code.function.name"), "TestBody");
    EXPECT_EQ(attributes.at("thread.id"), std::to_string(spdlog::details::os::thread_id()));
    EXPECT_GE(log.time_unix_nano(), static_cast<std::uint64_t>(before.time_since_epoch().count()));
    EXPECT_LE(log.time_unix_nano(), static_cast<std::uint64_t>(after.time_since_epoch().count()));
}

TEST(SpdlogTest, WhatSpdlogDoesNotKnowIsLeftOut) {
    TestClient client;
    logger_of(client, "")->info("plain");
    const Received received = client.receive();
    const auto attributes = attributes_of(received.log("plain"));
    EXPECT_EQ(attributes.size(), 1U) << "the thread is known, a place and a name are not";
    EXPECT_TRUE(attributes.contains("thread.id"));
}

TEST(SpdlogTest, ARecordBelongsToTheSpanThatIsCurrent) {
    TestClient client;
    const auto logger = logger_of(client);
    logger->info("before");
    SpanContext context;
    {
        const auto span = client->span("work");
        context = span.context();
        logger->info("inside");
    }
    const Received received = client.receive();
    EXPECT_EQ(received.log("inside").span_id(), id(context));
    EXPECT_EQ(received.log("inside").trace_id(), received.span("work").trace_id());
    EXPECT_EQ(received.log("before").span_id(), "");
}

TEST(SpdlogTest, TheSinksLevelAndTheLoggersLevelFilter) {
    TestClient client;
    auto sink = std::make_shared<SpdlogSink>(client.client);
    sink->set_level(spdlog::level::warn);
    spdlog::logger logger("filtered", sink);
    logger.info("too low for the sink");
    logger.warn("arrives");
    logger.set_level(spdlog::level::err);
    logger.warn("too low for the logger");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "arrives");
}

class AsyncSpdlogTest : public ::testing::Test {
protected:
    static constexpr int kThreads = 4;
    static constexpr int kRecords = 200;

    std::shared_ptr<spdlog::logger> async_logger(spdlog::sink_ptr sink) {
        auto logger = std::make_shared<spdlog::async_logger>("async", std::move(sink), pool_,
                                                             spdlog::async_overflow_policy::block);
        logger->set_level(spdlog::level::info);
        return logger;
    }

    // Logs from several threads, each within a span of its own, and gives the ids of those spans by message.
    std::map<std::string, std::string> log_in_spans(TestClient& client, spdlog::logger& logger) {
        std::map<std::string, std::string> spans;
        std::mutex mutex;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < kThreads; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < kRecords; ++i) {
                    const auto span = client->span("work");
                    const std::string message = std::to_string(thread) + ":" + std::to_string(i);
                    logger.info(message);
                    const std::lock_guard lock(mutex);
                    spans[message] = id(span.context());
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        return spans;
    }

    // The last reference to the pool waits until it has worked off its queue.
    void drain() { pool_.reset(); }

    std::shared_ptr<spdlog::details::thread_pool> pool_ = std::make_shared<spdlog::details::thread_pool>(8192, 1);
};

TEST_F(AsyncSpdlogTest, AFrontLoggerCorrelatesWithTheThreadThatLogged) {
    TestClient client;
    std::ostringstream written;
    const auto front =
        make_front_logger(client.client, async_logger(std::make_shared<spdlog::sinks::ostream_sink_mt>(written)));
    EXPECT_EQ(front->name(), "async");
    const auto spans = log_in_spans(client, *front);
    drain();
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), std::size_t{kThreads * kRecords});
    for (const LogRecord& log : received.logs)
        EXPECT_EQ(log.span_id(), spans.at(log.body().string_value()));
    const std::string text = written.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), kThreads * kRecords) << "the logger behind got them too";
}

TEST_F(AsyncSpdlogTest, WithoutAFrontARecordHasNoSpanRatherThanAWrongOne) {
    TestClient client;
    const auto logger = async_logger(std::make_shared<SpdlogSink>(client.client));
    // A task of the pool's own thread that has a span current: what the sink would find there is not the record's.
    class SpanOfThePool final : public spdlog::sinks::base_sink<std::mutex> {
    public:
        explicit SpanOfThePool(TestClient& own) : client_(own) {}

    private:
        void sink_it_(const spdlog::details::log_msg&) override { span_ = client_->span("of the pool"); }
        void flush_() override { span_.end(); }
        TestClient& client_;
        telemetryflow::Span span_;
    };
    const auto pool_span = std::make_shared<SpanOfThePool>(client);
    const auto other = async_logger(pool_span);
    other->info("makes a span current on the pool's thread");
    log_in_spans(client, *logger);
    other->flush();
    drain();
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), std::size_t{kThreads * kRecords});
    std::set<std::string> threads;
    for (const LogRecord& log : received.logs) {
        EXPECT_EQ(log.span_id(), "");
        threads.insert(attributes_of(log).at("thread.id"));
    }
    EXPECT_EQ(threads.size(), std::size_t{kThreads}) << "the threads that logged, not the pool's";
}

TEST_F(AsyncSpdlogTest, TheFrontsLevelDecidesForBoth) {
    TestClient client;
    std::ostringstream written;
    const auto behind = async_logger(std::make_shared<spdlog::sinks::ostream_sink_mt>(written));
    behind->set_pattern("%v");
    behind->flush_on(spdlog::level::err);
    const auto front = make_front_logger(client.client, behind);
    EXPECT_EQ(front->flush_level(), spdlog::level::err);
    front->debug("too low");
    front->set_level(spdlog::level::debug);
    front->debug("high enough");
    drain();
    EXPECT_EQ(written.str(), "high enough\n");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "high enough");
}

TEST(SpdlogTest, ABacktraceOfAnotherThreadTakesNoSpanFromTheOneThatDumpsIt) {
    TestClient client;
    const auto logger = logger_of(client);
    logger->set_level(spdlog::level::info);
    logger->enable_backtrace(4);
    std::thread([&] { logger->debug("kept"); }).join();
    {
        const auto span = client->span("dumps");
        logger->dump_backtrace();
    }
    const Received received = client.receive();
    EXPECT_EQ(received.log("kept").span_id(), "");
}

TEST(SpdlogTest, AClientThatIsNotInitializedOrWasShutDownDoesNotDisturbTheProgram) {
    std::atomic<int> errors = 0;
    TelemetryFlowClient client(test_config(),
                               {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                                .diagnostics = std::make_unique<SilentDiagnostics>()});
    spdlog::logger logger("early", std::make_shared<SpdlogSink>(client));
    logger.set_error_handler([&](const std::string&) { ++errors; });
    logger.info("before initialize()");
    client.initialize();
    client.shutdown();
    logger.info("after shutdown()");
    const TelemetryFlowClient taken = std::move(client);
    logger.info("of a client that was moved from");
    logger.flush();
    EXPECT_EQ(errors, 0);
}

}  // namespace
}  // namespace telemetryflow::tests
