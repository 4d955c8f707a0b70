// What a caller learns when its query has no answer.

#include <chrono>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "infrastructure/query/http_telemetry_reader.hpp"
#include "support/scripted_http_server.hpp"
#include "support/time_of.hpp"

namespace telemetryflow::infrastructure {
namespace {

using test::ScriptedAnswer;
using test::ScriptedHttpServer;

class QueryUnavailableTest : public testing::Test {
protected:
    ScriptedHttpServer server;
    HttpTelemetryReaderOptions options{.base_url = server.url()};

    std::optional<TelemetryFlowError> fault_of_a_query() {
        try {
            static_cast<void>(HttpTelemetryReader(options).get_logs({}));
        } catch (const TelemetryFlowError& error) {
            return error;
        }
        return std::nullopt;
    }

    void expect_unavailable() {
        const auto fault = fault_of_a_query();
        ASSERT_TRUE(fault.has_value());
        EXPECT_EQ(fault->code(), ErrorCode::QueryUnavailable) << fault->what();
        const std::string text = fault->what();
        EXPECT_NE(text.find(options.base_url + "/api/v1/logs"), std::string::npos) << text;
        EXPECT_NE(text.find("need telemetryflow-local"), std::string::npos) << text;
    }

    std::string expect_failed() {
        const auto fault = fault_of_a_query();
        EXPECT_TRUE(fault.has_value());
        if (!fault) return {};
        EXPECT_EQ(fault->code(), ErrorCode::QueryFailed) << fault->what();
        const std::string text = fault->what();
        EXPECT_NE(text.find(options.base_url + "/api/v1/logs"), std::string::npos) << text;
        return text;
    }
};

TEST_F(QueryUnavailableTest, IsSaidWhenNobodyListens) {
    {
        const ScriptedHttpServer gone;
        options.base_url = gone.url();
    }
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenThePathIsUnknown) {
    server.script(ScriptedAnswer::status(404, {}, "404 page not found"));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenThePathIsUnknownToAServerThatSpeaksJson) {
    server.script(ScriptedAnswer::status(404, {}, R"({"error":"Not Found"})"));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidOfATraceWhenThePathRatherThanTheTraceIsUnknown) {
    server.script(ScriptedAnswer::status(
        404, {},
        R"({"statusCode":404,"message":"Cannot GET /api/v1/traces/01000000000000000000000000000000","error":"Not Found"})"));
    try {
        static_cast<void>(HttpTelemetryReader(options).get_trace({.trace_id = {{1}}}));
        FAIL() << "there is no such API";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::QueryUnavailable) << error.what();
    }
}

TEST_F(QueryUnavailableTest, IsSaidWhenTheAnswerIsNoJson) {
    server.script(ScriptedAnswer::status(200, "Content-Type: text/html\r\n", "<html></html>"));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenTheAnswerIsNoJsonObject) {
    server.script(ScriptedAnswer::status(200, {}, "[]"));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenTheAnswerIsEmpty) {
    server.script(ScriptedAnswer::status(200, {}, ""));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenThePortSpeaksGrpc) {
    // A SETTINGS frame is what an HTTP/2 server says first.
    server.script({.bytes = std::string("\0\0\0\4\0\0\0\0\0", 9), .then = ScriptedAnswer::Then::Close});
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenTheConnectionIsReset) {
    server.script({.bytes = "", .then = ScriptedAnswer::Then::Reset});
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenAProxyAnswersForABackendThatIsDown) {
    server.script(ScriptedAnswer::status(502, {}, "Bad Gateway"));
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, IsSaidWhenARedirectWouldLeadElsewhere) {
    server.script(ScriptedAnswer::status(302, "Location: /elsewhere\r\n", ""));
    expect_unavailable();
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(QueryUnavailableTest, IsSaidOnceTheTimeoutHasPassed) {
    options.timeout = std::chrono::milliseconds(50);
    server.script({.bytes = "", .then = ScriptedAnswer::Then::Hang});
    EXPECT_LT(test::time_of([&] { expect_unavailable(); }), test::kSlack);
}

TEST_F(QueryUnavailableTest, IsSaidOfOtherProtocolsThanHttp) {
    options.base_url = "file:///etc";
    expect_unavailable();
}

TEST_F(QueryUnavailableTest, NeverShowsUserInformation) {
    options.base_url = "http://user:s3cr3t@127.0.0.1:" + std::to_string(server.port());
    server.script(ScriptedAnswer::status(404, {}, ""));
    const auto fault = fault_of_a_query();
    ASSERT_TRUE(fault.has_value());
    const std::string text = fault->what();
    EXPECT_EQ(text.find("s3cr3t"), std::string::npos) << text;
    EXPECT_NE(text.find("GET http://127.0.0.1:"), std::string::npos) << text;
}

using QueryFailedTest = QueryUnavailableTest;

TEST_F(QueryFailedTest, PassesOnWhatTheBackendSays) {
    server.script(ScriptedAnswer::status(400, {}, R"({"error":"parameter 'limit' has the value\n'0'"})"));
    EXPECT_NE(expect_failed().find("HTTP 400: parameter 'limit' has the value '0'"), std::string::npos);
}

TEST_F(QueryFailedTest, CutsALongMessageShort) {
    server.script(ScriptedAnswer::status(500, {}, R"({"error":")" + std::string(10'000, 'x') + R"("})"));
    EXPECT_LT(expect_failed().size(), 1000U);
}

TEST_F(QueryFailedTest, IsSaidOfRefusedCredentialsWithoutRepeatingThem) {
    options.headers = {{"authorization", "Bearer tfk_a:tfs_b"}};
    server.script(ScriptedAnswer::status(401, {}, R"({"error":"bad key tfk_a:tfs_b"})"));
    const auto text = expect_failed();
    EXPECT_NE(text.find("does not accept these credentials"), std::string::npos) << text;
    EXPECT_EQ(text.find("tfs_b"), std::string::npos) << text;
}

TEST_F(QueryFailedTest, NamesTheFieldThatAnAnswerLacks) {
    server.script(ScriptedAnswer::status(200, {}, R"({"items":[]})"));
    const auto text = expect_failed();
    EXPECT_NE(text.find("does not have the form of the API"), std::string::npos) << text;
    EXPECT_NE(text.find("total"), std::string::npos) << text;
}

TEST_F(QueryFailedTest, IsSaidOfAnAnswerThatIsTooLarge) {
    server.script(ScriptedAnswer::status(200, {}, std::string((64U << 20U) + 1, ' ')));
    EXPECT_NE(expect_failed().find("smaller page"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::infrastructure
