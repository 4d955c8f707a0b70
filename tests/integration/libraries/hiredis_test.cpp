// What arrives of commands that a program sends with hiredis, to a real server.

#include "telemetryflow/integration/hiredis.hpp"

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <hiredis/hiredis.h>

#include "integration/client/test_client.hpp"
#include "support/redis_server.hpp"
#include "support/reserved_port.hpp"

namespace telemetryflow::tests {
namespace {

using integration::HiredisConnection;
using integration::RedisReply;
using test::RedisServer;
using test::ReservedPort;

using Context = std::unique_ptr<redisContext, decltype(&redisFree)>;

class HiredisTest : public ::testing::Test {
protected:
    [[nodiscard]] Context connect() const { return {redisConnect("127.0.0.1", server_.port()), redisFree}; }

    RedisServer server_;
    TestClient client_;
};

TEST_F(HiredisTest, ACommandIsAClientSpanInTheCurrentTrace) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    {
        const auto outer = client_->span("outer");
        const RedisReply reply = redis.command("SET %s %s", "session:lovelace", "secret");
        ASSERT_NE(reply, nullptr);
        EXPECT_EQ(std::string(reply->str), "OK");
    }
    const RedisReply value = redis.command("get %s", "session:lovelace");
    EXPECT_EQ(std::string(value->str, value->len), "secret");
    const Received received = client_.receive();
    const Span& span = received.span("SET");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(span.parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
    const std::map<std::string, std::string> expected{
        {"db.system.name", "redis"},  {"db.namespace", "0"},           {"db.operation.name", "SET"},
        {"db.query.text", "SET ? ?"}, {"server.address", "127.0.0.1"}, {"server.port", std::to_string(server_.port())}};
    EXPECT_EQ(attributes_of(span), expected);
    EXPECT_EQ(attributes_of(received.span("GET")).at("db.query.text"), "GET ?");
    for (const auto& request : client_.record->requests()) {
        for (const char* secret : {"lovelace", "secret"})
            EXPECT_EQ(request.body.find(secret), std::string::npos) << secret;
    }
}

TEST_F(HiredisTest, ArgumentsMayHoldAnyBytes) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    const std::string value("a\r\n\0$9\xFF", 7);
    const char* arguments[] = {"SET", "k", value.data()};
    const std::size_t lengths[] = {3, 1, value.size()};
    ASSERT_NE(redis.command_argv(3, arguments, lengths), nullptr);
    const RedisReply reply = redis.command("GETRANGE %b %d %d", "k", std::size_t{1}, 0, -1);
    EXPECT_EQ(std::string(reply->str, reply->len), value);
    const Received received = client_.receive();
    EXPECT_EQ(attributes_of(received.span("SET")).at("db.query.text"), "SET ? ?");
    EXPECT_EQ(attributes_of(received.span("GETRANGE")).at("db.query.text"), "GETRANGE ? ? ?");
}

TEST_F(HiredisTest, AnErrorReplyIsAnErrorWithItsCode) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    redis.command("SET k text");
    const RedisReply wrong = redis.command("LPUSH k secret");
    ASSERT_EQ(wrong->type, REDIS_REPLY_ERROR);
    redis.command("NOSUCHCOMMAND secret");
    const Received received = client_.receive();
    const Span& span = received.span("LPUSH");
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(span.status().message(), "");
    EXPECT_EQ(attributes_of(span).at("error.type"), "WRONGTYPE");
    EXPECT_EQ(attributes_of(span).at("db.response.status_code"), "WRONGTYPE");
    EXPECT_EQ(attributes_of(received.span("NOSUCHCOMMAND")).at("error.type"), "ERR");
    for (const auto& request : client_.record->requests())
        EXPECT_EQ(request.body.find("secret"), std::string::npos);
}

TEST_F(HiredisTest, ALostConnectionIsAnErrorWithoutACode) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    ASSERT_NE(redis.command("PING"), nullptr);
    server_.stop();
    EXPECT_EQ(redis.command("GET k"), nullptr);
    EXPECT_NE(context->err, 0);
    const Received received = client_.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    const auto attributes = attributes_of(span);
    EXPECT_TRUE(attributes.at("error.type") == "REDIS_ERR_EOF" || attributes.at("error.type") == "REDIS_ERR_IO")
        << attributes.at("error.type");
    EXPECT_FALSE(attributes.contains("db.response.status_code"));
}

TEST_F(HiredisTest, AConnectionThatNeverCameAboutFailsAsEver) {
    const ReservedPort nobody;
    const Context context(redisConnect("127.0.0.1", nobody.number()), redisFree);
    ASSERT_NE(context->err, 0);
    HiredisConnection redis(client_.client, context.get());
    EXPECT_EQ(redis.command("GET k"), nullptr);
    EXPECT_EQ(attributes_of(client_.receive().span("GET")).at("server.port"), std::to_string(nobody.number()));
}

TEST_F(HiredisTest, TheNamespaceFollowsTheDatabase) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    redis.command("SELECT %d", 7);
    redis.command("SET k v");
    redis.command("SELECT 99");
    redis.command("GET k");
    const Received received = client_.receive();
    EXPECT_EQ(attributes_of(received.span("SET")).at("db.namespace"), "7");
    EXPECT_EQ(attributes_of(received.span("GET")).at("db.namespace"), "7") << "there is no database 99";
}

TEST_F(HiredisTest, AConnectionOverASocketNamesItsPath) {
    const Context context(redisConnectUnix(server_.socket().c_str()), redisFree);
    HiredisConnection redis(client_.client, context.get());
    ASSERT_NE(redis.command("PING"), nullptr);
    const auto attributes = attributes_of(client_.receive().span("PING"));
    EXPECT_EQ(attributes.at("server.address"), server_.socket());
    EXPECT_FALSE(attributes.contains("server.port"));
}

TEST_F(HiredisTest, TheDurationIsAHistogram) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    for (int i = 0; i < 3; ++i)
        redis.command("GET key:%d", i);
    const Received received = client_.receive();
    const Metric& metric = received.metric("db.client.operation.duration");
    EXPECT_EQ(metric.unit(), "s");
    ASSERT_EQ(metric.histogram().data_points_size(), 1);
    const auto& point = metric.histogram().data_points(0);
    EXPECT_EQ(point.count(), 3U);
    EXPECT_GT(point.sum(), 0);
    EXPECT_EQ(std::vector<double>(point.explicit_bounds().begin(), point.explicit_bounds().end()),
              (std::vector<double>{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10}));
    const std::map<std::string, std::string> expected{{"db.system.name", "redis"},
                                                      {"db.namespace", "0"},
                                                      {"db.operation.name", "GET"},
                                                      {"server.address", "127.0.0.1"},
                                                      {"server.port", std::to_string(server_.port())}};
    EXPECT_EQ(attributes_of(point), expected);
}

TEST_F(HiredisTest, AFormatThatIsNoneFailsAsEver) {
    const Context context = connect();
    HiredisConnection redis(client_.client, context.get());
    EXPECT_EQ(redis.command("GET %z", 1), nullptr);
    EXPECT_NE(context->err, 0);
    EXPECT_TRUE(client_.receive().spans.empty()) << "nothing went to the server";
}

TEST_F(HiredisTest, WithoutAClientThatRecordsCommandsAreTheSame) {
    TelemetryFlowClient idle(test_config(),
                             {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                              .diagnostics = std::make_unique<SilentDiagnostics>()});
    const Context context = connect();
    HiredisConnection redis(idle, context.get());
    EXPECT_NE(redis.command("SET k v"), nullptr);
    idle.initialize();
    idle.shutdown();
    EXPECT_EQ(std::string(redis.command("GET k")->str), "v");
}

}  // namespace
}  // namespace telemetryflow::tests
