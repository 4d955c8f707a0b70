// What arrives of transfers that a program makes with libcurl, and what the server sees of them.

#include "telemetryflow/integration/curl.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "integration/client/test_client.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

using integration::CurlClient;
using test::ReservedPort;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

Handle handle_for(const std::string& url) {
    Handle handle(curl_easy_init(), curl_easy_cleanup);
    curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, 20'000L);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, discard);
    return handle;
}

Headers headers_of(const std::vector<std::string>& lines) {
    curl_slist* list = nullptr;
    for (const std::string& line : lines)
        list = curl_slist_append(list, line.c_str());
    return {list, curl_slist_free_all};
}

const otlp::metrics::v1::HistogramDataPoint& only_point(const Received& received) {
    const Metric& metric = received.metric("http.client.request.duration");
    EXPECT_EQ(metric.unit(), "s");
    EXPECT_EQ(metric.histogram().data_points_size(), 1);
    return metric.histogram().data_points(0);
}

class CurlTest : public ::testing::Test {
protected:
    TestClient client_;
    CurlClient curl_{client_.client};
    ScriptedHttpServer server_;
};

TEST_F(CurlTest, ATransferIsAClientSpanInTheCurrentTrace) {
    server_.script(ScriptedAnswer::status(200, {}, "hello"));
    const Handle handle = handle_for(server_.url() + "/orders?page=2");
    {
        const auto outer = client_->span("outer");
        ASSERT_EQ(curl_.perform(handle.get(), nullptr), CURLE_OK);
    }
    const Received received = client_.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(span.parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
    auto attributes = attributes_of(span);
    const std::string port = std::to_string(server_.port());
    EXPECT_EQ(attributes.at("http.request.method"), "GET");
    EXPECT_EQ(attributes.at("url.full"), server_.url() + "/orders?page=2");
    EXPECT_EQ(attributes.at("server.address"), "127.0.0.1");
    EXPECT_EQ(attributes.at("server.port"), port);
    EXPECT_EQ(attributes.at("http.response.status_code"), "200");
    EXPECT_EQ(attributes.at("network.protocol.version"), "1.1");
    EXPECT_EQ(attributes.at("network.peer.address"), "127.0.0.1");
    EXPECT_EQ(attributes.at("network.peer.port"), port);
    EXPECT_FALSE(attributes.contains("error.type"));
    EXPECT_FALSE(attributes.contains("http.request.resend_count"));
}

TEST_F(CurlTest, TheServerGetsTheTraceAndTheHeadersOfTheUser) {
    const Headers headers = headers_of({"X-Tenant: acme", "Accept: text/plain"});
    const Handle handle = handle_for(server_.url());
    ASSERT_EQ(curl_.perform(handle.get(), headers.get()), CURLE_OK);
    ASSERT_EQ(curl_easy_perform(handle.get()), CURLE_OK) << "the handle goes on with the list of the user";
    const Received received = client_.receive();
    const auto requests = server_.requests();
    ASSERT_EQ(requests.size(), 2U);
    for (const auto& request : requests) {
        EXPECT_EQ(request.values("X-Tenant"), std::vector<std::string>{"acme"});
        EXPECT_EQ(request.values("Accept"), std::vector<std::string>{"text/plain"});
    }
    ASSERT_EQ(requests[0].values("traceparent").size(), 1U);
    const auto context = SpanContext::from_traceparent(requests[0].value("traceparent"));
    ASSERT_TRUE(context.has_value());
    EXPECT_EQ(std::string(context->span_id.bytes.begin(), context->span_id.bytes.end()),
              received.span("GET").span_id());
    EXPECT_TRUE(context->is_sampled());
    EXPECT_TRUE(requests[1].values("traceparent").empty());
}

TEST_F(CurlTest, ATraceHeaderOfTheUsersOwnIsLeftAlone) {
    const std::string own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const Headers headers = headers_of({"TraceParent: " + own});
    ASSERT_EQ(curl_.perform(handle_for(server_.url()).get(), headers.get()), CURLE_OK);
    EXPECT_EQ(server_.requests().at(0).values("traceparent"), std::vector<std::string>{own});
}

TEST_F(CurlTest, TheContextTravelsInTheConfiguredFormats) {
    TelemetryConfig config = test_config();
    config.propagators = {Propagator::B3, Propagator::Baggage};
    TestClient client(config);
    CurlClient curl(client.client);
    {
        const ContextGuard baggage = client->attach(Baggage().with("tenant", "7"));
        ASSERT_EQ(curl.perform(handle_for(server_.url()).get(), nullptr), CURLE_OK);
    }
    const auto requests = server_.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].value("b3").size(), 32U + 1 + 16 + 2) << requests[0].value("b3");
    EXPECT_EQ(requests[0].value("baggage"), "tenant=7");
    EXPECT_TRUE(requests[0].values("traceparent").empty());
}

TEST_F(CurlTest, NothingIsPropagatedWhereThatIsSwitchedOff) {
    CurlClient curl(client_.client, {.propagate = false});
    ASSERT_EQ(curl.perform(handle_for(server_.url()).get(), nullptr), CURLE_OK);
    EXPECT_TRUE(server_.requests().at(0).values("traceparent").empty());
    EXPECT_EQ(client_.receive().spans.size(), 1U);
}

TEST_F(CurlTest, StatusCodesFrom400OnAreErrors) {
    const std::map<int, bool> is_error{{200, false}, {302, false}, {399, false}, {400, true}, {404, true}, {503, true}};
    for (const auto& [code, error] : is_error) {
        TestClient client;
        CurlClient curl(client.client);
        server_.script(ScriptedAnswer::status(code));
        ASSERT_EQ(curl.perform(handle_for(server_.url()).get(), nullptr), CURLE_OK);
        const Received received = client.receive();
        const Span& span = received.span("GET");
        EXPECT_EQ(span.status().code(),
                  error ? otlp::trace::v1::Status::STATUS_CODE_ERROR : otlp::trace::v1::Status::STATUS_CODE_UNSET)
            << code;
        EXPECT_EQ(span.status().message(), "");
        const auto attributes = attributes_of(span);
        EXPECT_EQ(attributes.at("http.response.status_code"), std::to_string(code));
        EXPECT_EQ(attributes.contains("error.type"), error);
        if (error) {
            EXPECT_EQ(attributes.at("error.type"), std::to_string(code));
        }
    }
}

TEST_F(CurlTest, AFailedTransferNamesItsReason) {
    const ReservedPort nobody;
    const Handle refused = handle_for(nobody.url());
    EXPECT_EQ(curl_.perform(refused.get(), nullptr), CURLE_COULDNT_CONNECT);
    const Received received = client_.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(span.status().message(), curl_easy_strerror(CURLE_COULDNT_CONNECT));
    const auto attributes = attributes_of(span);
    EXPECT_EQ(attributes.at("error.type"), "CURLE_COULDNT_CONNECT");
    EXPECT_EQ(attributes.at("server.port"), std::to_string(nobody.number()));
    EXPECT_FALSE(attributes.contains("http.response.status_code"));
    EXPECT_EQ(attributes_of(only_point(received)).at("error.type"), "CURLE_COULDNT_CONNECT");
}

TEST_F(CurlTest, ATimeOutAndAResponseThatIsCutOffAreErrors) {
    ScriptedAnswer silence;
    silence.then = ScriptedAnswer::Then::Hang;
    server_.script(silence);
    const Handle slow = handle_for(server_.url());
    curl_easy_setopt(slow.get(), CURLOPT_TIMEOUT_MS, 50L);
    EXPECT_EQ(curl_.perform(slow.get(), nullptr), CURLE_OPERATION_TIMEDOUT);
    ScriptedAnswer half;
    half.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    half.then = ScriptedAnswer::Then::Close;
    server_.script(half);
    EXPECT_EQ(curl_.perform(handle_for(server_.url()).get(), nullptr), CURLE_PARTIAL_FILE);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    EXPECT_EQ(attributes_of(received.spans[0]).at("error.type"), "CURLE_OPERATION_TIMEDOUT");
    const auto cut_off = attributes_of(received.spans[1]);
    EXPECT_EQ(cut_off.at("error.type"), "CURLE_PARTIAL_FILE");
    EXPECT_EQ(cut_off.at("http.response.status_code"), "200");
    EXPECT_EQ(received.spans[1].status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
}

TEST_F(CurlTest, ARefusalThatCurlReportsItselfKeepsItsStatusCode) {
    server_.script(ScriptedAnswer::status(404));
    const Handle handle = handle_for(server_.url());
    curl_easy_setopt(handle.get(), CURLOPT_FAILONERROR, 1L);
    EXPECT_EQ(curl_.perform(handle.get(), nullptr), CURLE_HTTP_RETURNED_ERROR);
    EXPECT_EQ(attributes_of(client_.receive().span("GET")).at("error.type"), "404");
}

TEST_F(CurlTest, ATransferThatNeverBeganHasNothingOfTheOneBefore) {
    const Handle handle = handle_for(server_.url());
    ASSERT_EQ(curl_.perform(handle.get(), nullptr), CURLE_OK);
    curl_easy_setopt(handle.get(), CURLOPT_URL, "http://[broken/");
    EXPECT_EQ(curl_.perform(handle.get(), nullptr), CURLE_URL_MALFORMAT);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    const auto attributes = attributes_of(received.spans[1]);
    EXPECT_EQ(attributes.at("error.type"), "CURLE_URL_MALFORMAT");
    EXPECT_FALSE(attributes.contains("http.response.status_code"));
    EXPECT_FALSE(attributes.contains("network.peer.address"));
    EXPECT_FALSE(attributes.contains("curl.time_total"));
}

TEST_F(CurlTest, EachAttemptIsASpanThatCountsTheOnesBefore) {
    server_.script(ScriptedAnswer::status(503));
    server_.script(ScriptedAnswer::status(503));
    const Handle handle = handle_for(server_.url());
    {
        const auto outer = client_->span("order");
        long status = 503;
        for (int resend = 0; status == 503; ++resend) {
            ASSERT_EQ(curl_.perform(handle.get(), nullptr, resend), CURLE_OK);
            curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
        }
    }
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 4U);
    std::set<std::string> sent;
    for (const auto& request : server_.requests())
        sent.insert(request.value("traceparent"));
    EXPECT_EQ(sent.size(), 3U) << "each attempt has an id of its own";
    for (std::size_t i = 0; i < 3; ++i) {
        const auto attributes = attributes_of(received.spans[i]);
        EXPECT_EQ(attributes.contains("http.request.resend_count"), i > 0);
        if (i > 0) {
            EXPECT_EQ(attributes.at("http.request.resend_count"), std::to_string(i));
        }
        EXPECT_EQ(received.spans[i].parent_span_id(), received.span("order").span_id());
    }
    EXPECT_EQ(received.metric("http.client.request.duration").histogram().data_points_size(), 2);
}

TEST_F(CurlTest, TheSpanIsNamedAfterTheMethodAndNeverAfterTheUrl) {
    const Handle post = handle_for(server_.url());
    curl_easy_setopt(post.get(), CURLOPT_POSTFIELDS, "a=1");
    curl_.perform(post.get(), nullptr);
    const Handle head = handle_for(server_.url());
    curl_easy_setopt(head.get(), CURLOPT_NOBODY, 1L);
    curl_.perform(head.get(), nullptr);
    const Handle odd = handle_for(server_.url());
    curl_easy_setopt(odd.get(), CURLOPT_CUSTOMREQUEST, "BREW");
    curl_.perform(odd.get(), nullptr);
    const Received received = client_.receive();
    EXPECT_EQ(received.spans.size(), 3U);
    EXPECT_EQ(attributes_of(received.span("POST")).at("http.request.method"), "POST");
    EXPECT_EQ(attributes_of(received.span("HEAD")).at("http.request.method"), "HEAD");
    const auto other = attributes_of(received.span("HTTP"));
    EXPECT_EQ(other.at("http.request.method"), "_OTHER");
    EXPECT_EQ(other.at("http.request.method_original"), "BREW");
}

TEST_F(CurlTest, SecretsOfTheUrlAreNotRecorded) {
    CurlClient curl(client_.client, {.secret_parameters = {"tenant"}});
    const std::string host = "127.0.0.1:" + std::to_string(server_.port());
    curl.perform(handle_for("http://ada:lovelace@" + host + "/x?sig=abcdef&tenant=t-17&page=1").get(), nullptr);
    const Received received = client_.receive();
    EXPECT_EQ(attributes_of(received.span("GET")).at("url.full"),
              "http://REDACTED:REDACTED@" + host + "/x?sig=REDACTED&tenant=REDACTED&page=1");
    for (const auto& request : client_.record->requests()) {
        for (const char* secret : {"lovelace", "abcdef", "t-17"})
            EXPECT_EQ(request.body.find(secret), std::string::npos) << secret;
    }
    EXPECT_EQ(server_.requests().at(0).target, "/x?sig=abcdef&tenant=t-17&page=1") << "the request is as it was";
}

TEST_F(CurlTest, ThePhasesOfATransferAreAttributesInSeconds) {
    ScriptedAnswer late = ScriptedAnswer::status(200);
    late.delay = std::chrono::milliseconds(30);
    server_.script(late);
    curl_.perform(handle_for(server_.url()).get(), nullptr);
    const Received received = client_.receive();
    const auto attributes = attributes_of(received.span("GET"));
    const double connected = std::stod(attributes.at("curl.time_connect"));
    const double first_byte = std::stod(attributes.at("curl.time_starttransfer"));
    const double total = std::stod(attributes.at("curl.time_total"));
    EXPECT_GT(connected, 0);
    EXPECT_GE(first_byte, 0.03);
    EXPECT_LE(connected, first_byte);
    EXPECT_LE(first_byte, total);
    EXPECT_FALSE(attributes.contains("curl.time_appconnect")) << "there was no TLS handshake";
    EXPECT_FALSE(attributes.contains("curl.time_redirect"));
}

TEST_F(CurlTest, TheDurationIsAHistogramWithTheConventionsBoundaries) {
    ScriptedAnswer late = ScriptedAnswer::status(200);
    late.delay = std::chrono::milliseconds(30);
    server_.script(late);
    curl_.perform(handle_for(server_.url()).get(), nullptr);
    const Received received = client_.receive();
    const auto& point = only_point(received);
    EXPECT_EQ(point.count(), 1U);
    EXPECT_GE(point.sum(), 0.03);
    EXPECT_EQ(std::vector<double>(point.explicit_bounds().begin(), point.explicit_bounds().end()),
              (std::vector<double>{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}));
    const std::map<std::string, std::string> expected{{"http.request.method", "GET"},
                                                      {"server.address", "127.0.0.1"},
                                                      {"server.port", std::to_string(server_.port())},
                                                      {"http.response.status_code", "200"},
                                                      {"network.protocol.version", "1.1"}};
    EXPECT_EQ(attributes_of(point), expected) << "nothing that would make a series of its own for every URL";
}

TEST_F(CurlTest, RedirectsThatCurlFollowsBelongToTheSpan) {
    server_.script(ScriptedAnswer::status(302, "Location: /there\r\n"));
    const Handle handle = handle_for(server_.url() + "/here");
    curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 1L);
    ASSERT_EQ(curl_.perform(handle.get(), nullptr), CURLE_OK);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    const auto attributes = attributes_of(received.spans[0]);
    EXPECT_EQ(attributes.at("url.full"), server_.url() + "/here");
    EXPECT_EQ(attributes.at("http.response.status_code"), "200");
    EXPECT_TRUE(attributes.contains("curl.time_redirect"));
    for (const auto& request : server_.requests())
        EXPECT_EQ(request.values("traceparent").size(), 1U);
}

TEST_F(CurlTest, AHandleWithAParsedUrlIsRecordedToo) {
    CURLU* parsed = curl_url();
    curl_url_set(parsed, CURLUPART_URL, (server_.url() + "/parsed").c_str(), 0);
    Handle handle = handle_for("");
    curl_easy_setopt(handle.get(), CURLOPT_URL, nullptr);
    curl_easy_setopt(handle.get(), CURLOPT_CURLU, parsed);
    EXPECT_EQ(curl_.perform(handle.get(), nullptr), CURLE_OK);
    curl_url_cleanup(parsed);
    const Received received = client_.receive();
    const auto attributes = attributes_of(received.span("GET"));
    EXPECT_EQ(attributes.at("url.full"), server_.url() + "/parsed");
    EXPECT_EQ(attributes.at("server.port"), std::to_string(server_.port()));
}

TEST_F(CurlTest, LogsOfACallbackBelongToTheTransfer) {
    server_.script(ScriptedAnswer::status(200, {}, "body"));
    const Handle handle = handle_for(server_.url());
    const auto log = [](char*, std::size_t size, std::size_t count, void* client) {
        static_cast<TestClient*>(client)->client.log_info("body arrives");
        return size * count;
    };
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, +log);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &client_);
    curl_.perform(handle.get(), nullptr);
    const Received received = client_.receive();
    EXPECT_EQ(received.log("body arrives").span_id(), received.span("GET").span_id());
}

TEST_F(CurlTest, ManyThreadsShareOneClient) {
    constexpr int kThreads = 4;
    constexpr int kTransfers = 25;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&] {
            const Handle handle = handle_for(server_.url());
            for (int i = 0; i < kTransfers; ++i)
                EXPECT_EQ(curl_.perform(handle.get(), nullptr), CURLE_OK);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const Received received = client_.receive();
    EXPECT_EQ(received.spans.size(), std::size_t{kThreads * kTransfers});
    EXPECT_EQ(only_point(received).count(), std::uint64_t{kThreads * kTransfers});
}

TEST_F(CurlTest, WithoutAClientThatRecordsTheTransferIsTheSame) {
    TelemetryFlowClient client(test_config(),
                               {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                                .diagnostics = std::make_unique<SilentDiagnostics>()});
    CurlClient curl(client);
    const Headers headers = headers_of({"X-Tenant: acme"});
    const Handle handle = handle_for(server_.url());
    EXPECT_EQ(curl.perform(handle.get(), headers.get()), CURLE_OK);
    client.initialize();
    client.shutdown();
    EXPECT_EQ(curl.perform(handle.get(), headers.get()), CURLE_OK);
    for (const auto& request : server_.requests()) {
        EXPECT_EQ(request.values("X-Tenant"), std::vector<std::string>{"acme"});
        EXPECT_TRUE(request.values("traceparent").empty());
    }
    EXPECT_EQ(curl.perform(nullptr, nullptr), CURLE_BAD_FUNCTION_ARGUMENT);
}

TEST(CurlUnsampledTest, AnUnsampledTraceIsPropagatedAsUnsampled) {
    TelemetryConfig config = test_config();
    config.sampler.kind = SamplerConfig::Kind::AlwaysOff;
    TestClient client(config);
    CurlClient curl(client.client);
    const ScriptedHttpServer server;
    curl.perform(handle_for(server.url()).get(), nullptr);
    const auto context = SpanContext::from_traceparent(server.requests().at(0).value("traceparent"));
    ASSERT_TRUE(context.has_value());
    EXPECT_FALSE(context->is_sampled());
    EXPECT_TRUE(client.receive().spans.empty());
}

}  // namespace
}  // namespace telemetryflow::tests
