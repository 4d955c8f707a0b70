#include <gtest/gtest.h>
#include <httplib.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

LogsRequest one_log(const std::string& body) {
    samples::Logs logs("web");
    logs.record(9, body, 0);
    return logs.request;
}

TEST(LocalHttpReceiverTest, AnswersProtobufWithTheProtobufResponse) {
    const LocalBackend backend;
    samples::Traces traces("web");
    traces.span('\x01', '\x01', 0, "GET /", 0, 3);
    traces.span('\x01', '\0', 0, "invalid", 0, 3);
    const auto reply = post(backend, "/v1/traces", traces.request.SerializeAsString(), kProtobuf);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.content_type, kProtobuf);
    SignalTraits<TraceRequest>::Response answer;
    ASSERT_TRUE(answer.ParseFromString(reply.body));
    EXPECT_EQ(answer.partial_success().rejected_spans(), 1);
    EXPECT_EQ(column(backend.get_json("/api/v1/spans"), "name"), std::vector<std::string>{"GET /"});
}

TEST(LocalHttpReceiverTest, TakesEverySignalOnItsPath) {
    const LocalBackend backend;
    samples::Traces traces("web");
    traces.span('\x01', '\x01', 0, "GET /", 0, 3);
    samples::Metrics metrics("web");
    metrics.gauge("level", 1, 0);
    EXPECT_EQ(post(backend, "/v1/traces", traces.request.SerializeAsString(), kProtobuf).status, 200);
    EXPECT_EQ(post(backend, "/v1/logs", one_log("hi").SerializeAsString(), kProtobuf).status, 200);
    EXPECT_EQ(post(backend, "/v1/metrics", metrics.request.SerializeAsString(), kProtobuf).status, 200);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"],
              (nlohmann::json{{"batches", 3}, {"spans", 1}, {"logs", 1}, {"metric_points", 1}}));
}

TEST(LocalHttpReceiverTest, DecompressesGzipAndCountsTheBytesInsideIt) {
    const LocalBackend backend;
    const auto message = one_log(std::string(5000, 'z')).SerializeAsString();
    const auto reply = post(backend, "/v1/logs", gzipped(message), kProtobuf, {{"Content-Encoding", "gzip"}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(backend.get_json("/api/v1/logs")["items"][0]["body"], std::string(5000, 'z'));
    EXPECT_EQ(backend.get_json("/api/v1/status")["received_bytes"], message.size());
}

TEST(LocalHttpReceiverTest, AcceptsIdentityAndParametersOfTheContentType) {
    const LocalBackend backend;
    EXPECT_EQ(post(backend, "/v1/logs", one_log("a").SerializeAsString(), kProtobuf, {{"Content-Encoding", "identity"}})
                  .status,
              200);
    const auto json = post(backend, "/v1/logs", "{}", "application/json; charset=utf-8");
    EXPECT_EQ(json.status, 200);
    EXPECT_EQ(json.content_type, kJson);
    EXPECT_EQ(json.body, "{}");
}

TEST(LocalHttpReceiverTest, AnswersJsonWithJsonAndNamesRejectedSpans) {
    const LocalBackend backend;
    const auto reply =
        post(backend, "/v1/traces", R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no ids"}]}]}]})", kJson);
    EXPECT_EQ(reply.status, 200);
    const auto answer = nlohmann::json::parse(reply.body);
    EXPECT_EQ(answer["partialSuccess"]["rejectedSpans"], "1");
    EXPECT_TRUE(answer["partialSuccess"]["errorMessage"].is_string());
}

TEST(LocalHttpReceiverTest, TakesAChunkedBody) {
    const LocalBackend backend;
    const auto message = one_log("chunked").SerializeAsString();
    httplib::Client client("127.0.0.1", backend.http_port());
    const auto result = client.Post(
        "/v1/logs", httplib::Headers{},
        [&message](std::size_t, httplib::DataSink& sink) {
            sink.write(message.data(), message.size());
            sink.done();
            return true;
        },
        kProtobuf);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 200);
    EXPECT_EQ(backend.get_json("/api/v1/logs?search=chunked")["total"], 1);
}

TEST(LocalHttpReceiverTest, KeepsAConnectionOverManyRequestsEvenAfterRefusals) {
    const LocalBackend backend;
    httplib::Client client("127.0.0.1", backend.http_port());
    client.set_keep_alive(true);
    const auto message = one_log("kept").SerializeAsString();
    for (int i = 0; i < 20; ++i) {
        ASSERT_EQ(client.Post("/v1/logs", message, kProtobuf)->status, 200);
        const auto refused = client.Post("/v1/logs", message, "text/plain");
        ASSERT_TRUE(refused);
        ASSERT_EQ(refused->status, 415);
    }
    EXPECT_EQ(backend.get_json("/api/v1/logs?limit=1")["total"], 20);
}

TEST(LocalHttpReceiverTest, AnEmptyProtobufBodyIsAnEmptyRequest) {
    const LocalBackend backend;
    EXPECT_EQ(post(backend, "/v1/traces", "", kProtobuf).status, 200);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["batches"], 1);
}

}  // namespace
}  // namespace telemetryflow::local
