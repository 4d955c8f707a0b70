#include <gtest/gtest.h>
#include <httplib.h>

#include "receiver/rpc_status.hpp"
#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

constexpr int kInvalidArgument = 3;
constexpr int kResourceExhausted = 8;

// One backend for all cases: none of them may change it.
class LocalHttpErrorsTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { backend_ = new LocalBackend(); }
    static void TearDownTestSuite() { delete std::exchange(backend_, nullptr); }
    void TearDown() override { EXPECT_EQ(backend().get_json("/api/v1/status")["counts"]["batches"], 0); }
    static LocalBackend& backend() { return *backend_; }

private:
    static inline LocalBackend* backend_ = nullptr;
};

TEST_F(LocalHttpErrorsTest, AnswersUndecodableProtobufWithAnRpcStatus) {
    const auto reply = post(backend(), "/v1/traces", "this is not protobuf", kProtobuf);
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.content_type, kProtobuf);
    EXPECT_EQ(reply.body, rpc_status_protobuf(kInvalidArgument, "the body is not the protobuf message of this path"));
}

TEST_F(LocalHttpErrorsTest, EncodesTheRpcStatusAsProtobufDoes) {
    EXPECT_EQ(rpc_status_protobuf(kInvalidArgument, "no"), std::string("\x08\x03\x12\x02no"));
}

TEST_F(LocalHttpErrorsTest, AnswersUndecodableJsonWithCodeAndMessage) {
    const auto reply = post(backend(), "/v1/traces", R"({"resourceSpans":7})", kJson);
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.content_type, kJson);
    const auto body = nlohmann::json::parse(reply.body);
    EXPECT_EQ(body["code"], kInvalidArgument);
    EXPECT_EQ(body["message"], "request.resourceSpans: expected an array");
}

TEST_F(LocalHttpErrorsTest, RefusesOtherMethodsAndNamesTheOneThatIsAllowed) {
    httplib::Client client("127.0.0.1", backend().http_port());
    for (const char* path : {"/v1/traces", "/v1/logs", "/v1/metrics", "/v2/traces"}) {
        const std::vector<httplib::Result> replies = [&] {
            std::vector<httplib::Result> all;
            all.push_back(client.Get(path));
            all.push_back(client.Put(path, "x", kProtobuf));
            all.push_back(client.Patch(path, "x", kProtobuf));
            all.push_back(client.Delete(path));
            all.push_back(client.Options(path));
            return all;
        }();
        for (const auto& reply : replies) {
            ASSERT_TRUE(reply);
            EXPECT_EQ(reply->status, 405);
            EXPECT_EQ(reply->get_header_value("Allow"), "POST");
        }
    }
}

TEST_F(LocalHttpErrorsTest, RefusesOtherContentTypes) {
    for (const char* type : {"text/plain", "application/octet-stream", "application/x-www-form-urlencoded"}) {
        EXPECT_EQ(post(backend(), "/v1/traces", "a=b", type).status, 415) << type;
    }
    httplib::Client client("127.0.0.1", backend().http_port());
    const auto multipart = client.Post("/v1/traces", httplib::MultipartFormDataItems{{"f", "content", "", ""}});
    ASSERT_TRUE(multipart);
    EXPECT_EQ(multipart->status, 415);
}

TEST_F(LocalHttpErrorsTest, RefusesOtherContentEncodings) {
    for (const char* encoding : {"deflate", "br", "zstd", "gzip, gzip"}) {
        EXPECT_EQ(post(backend(), "/v1/traces", "", kProtobuf, {{"Content-Encoding", encoding}}).status, 415)
            << encoding;
    }
}

TEST_F(LocalHttpErrorsTest, RefusesBrokenGzip) {
    const auto whole = gzipped(std::string(1000, 'x'));
    for (const auto& body : {std::string("plain text"), std::string(), whole.substr(0, whole.size() / 2)}) {
        const auto reply = post(backend(), "/v1/traces", body, kProtobuf, {{"Content-Encoding", "gzip"}});
        EXPECT_EQ(reply.status, 400);
        EXPECT_EQ(reply.body, rpc_status_protobuf(kInvalidArgument, "the body is not valid gzip"));
    }
}

TEST_F(LocalHttpErrorsTest, RefusesABodyThatGrowsBeyondTheLimit) {
    const auto bomb = gzipped(std::string((64U << 20U) + 1, '\0'));
    ASSERT_LT(bomb.size(), 1U << 20U);
    const auto reply = post(backend(), "/v1/traces", bomb, kProtobuf, {{"Content-Encoding", "gzip"}});
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(reply.body.substr(0, 2), rpc_status_protobuf(kResourceExhausted, "").substr(0, 2));
}

TEST_F(LocalHttpErrorsTest, RefusesABodyThatIsSentBeyondTheLimit) {
    const auto reply = post(backend(), "/v1/traces", std::string((64U << 20U) + 1, 'x'), kProtobuf);
    EXPECT_EQ(reply.status, 413);
}

TEST_F(LocalHttpErrorsTest, AnswersUnknownPathsWithNotFound) {
    EXPECT_EQ(post(backend(), "/v3/traces", "", kProtobuf).status, 404);
    EXPECT_EQ(post(backend(), "/v1/profiles", "", kProtobuf).status, 404);
    EXPECT_EQ(backend().get("/api/v2/status").status, 404);
}

}  // namespace
}  // namespace telemetryflow::local
