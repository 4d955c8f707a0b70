// What an OTLP/HTTP request looks like to the server, and over how many connections requests come.

#include <algorithm>
#include <future>
#include <optional>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "contract/delivery_fixture.hpp"
#include "support/nginx_server.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {
namespace {

using opentelemetry::proto::collector::trace::v1::ExportTraceServiceRequest;

std::string gunzip(const std::string& data) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(1U << 20U, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST(HttpRequestsTest, SendsEveryHeaderExactlyOnce) {
    ScriptedHttpServer server;
    auto options = options_for(Protocol::Http, server.url());
    options.transport.headers = {{"Authorization", "Bearer tfk_1:tfs_1"},
                                 {"X-TelemetryFlow-Key-ID", "tfk_1"},
                                 {"X-TelemetryFlow-Environment", "production"},
                                 {"x-empty", ""},
                                 {"authorization", "theirs"},
                                 {"content-type", "text/plain"},
                                 {"Content-Encoding", "br"},
                                 {"Expect", "100-continue"}};
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    const auto request = server.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/v2/traces");
    EXPECT_EQ(request.body, trace_request());
    std::vector<std::string> names;
    for (const auto& header : request.headers)
        names.push_back(header.first);
    std::sort(names.begin(), names.end());
    const std::vector<std::string> expected{"Accept-Encoding",
                                            "Authorization",
                                            "Content-Length",
                                            "Content-Type",
                                            "Host",
                                            "User-Agent",
                                            "X-TelemetryFlow-Batch-ID",
                                            "X-TelemetryFlow-Environment",
                                            "X-TelemetryFlow-Key-ID",
                                            "x-empty"};
    EXPECT_EQ(names, expected);
    EXPECT_EQ(request.value("content-type"), "application/x-protobuf");
    EXPECT_EQ(request.value("authorization"), "Bearer tfk_1:tfs_1");
    EXPECT_EQ(request.value("x-telemetryflow-batch-id"), "batch-7");
    EXPECT_TRUE(request.value("user-agent").starts_with("OTel-OTLP-Exporter-CPP-TelemetryFlow/"));
}

TEST(HttpRequestsTest, UsesThePathOfEachSignal) {
    ScriptedHttpServer server;
    auto options = options_for(Protocol::Http, server.url());
    options.transport.paths = {"/v1/metrics", "/custom/logs", "/v2/traces"};
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    for (const auto signal : kAllSignals) {
        auto request = request_of("x");
        request.signal = signal;
        exporter->export_batch(request);
    }
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(requests[0].target, "/v1/metrics");
    EXPECT_EQ(requests[1].target, "/custom/logs");
    EXPECT_EQ(requests[2].target, "/v2/traces");
}

TEST(HttpRequestsTest, CompressesWhenAskedToAndWorthIt) {
    ScriptedHttpServer server;
    auto options = options_for(Protocol::Http, server.url());
    options.gzip = true;
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    const auto body = trace_request(std::string(5000, 'n'));
    exporter->export_batch(request_of(body));
    exporter->export_batch(request_of("tiny"));
    const auto requests = server.requests();
    EXPECT_EQ(requests.at(0).values("content-encoding"), std::vector<std::string>{"gzip"});
    EXPECT_LT(requests.at(0).body.size(), 500U);
    ExportTraceServiceRequest decoded;
    ASSERT_TRUE(decoded.ParseFromString(gunzip(requests.at(0).body)));
    EXPECT_EQ(decoded.SerializeAsString(), body);
    EXPECT_TRUE(requests.at(1).values("content-encoding").empty());
    EXPECT_EQ(requests.at(1).body, "tiny");
}

TEST(HttpRequestsTest, SendsAHundredRequestsOverOneConnection) {
    ScriptedHttpServer server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Http, server.url()));
    for (int i = 0; i < 100; ++i)
        ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(server.requests().size(), 100U);
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpRequestsTest, SendsAgainWhenTheIdleConnectionWasClosed) {
    ScriptedHttpServer server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Http, server.url()));
    auto last_on_its_connection = ScriptedAnswer::status(200);
    last_on_its_connection.then = ScriptedAnswer::Then::Close;
    for (int i = 0; i < 5; ++i) {
        server.script(last_on_its_connection);
        ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    }
    EXPECT_EQ(server.connections(), 5);
}

TEST(HttpRequestsTest, SurvivesARestartOfTheServer) {
    const ReservedPort port;
    std::optional<ScriptedHttpServer> server(port.number());
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Http, port.url()));
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    server.reset();
    EXPECT_EQ(send_to(*exporter).reason, "connect");
    server.emplace(port.number());
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
}

TEST(HttpRequestsTest, NeverFollowsARedirectNorShowsItTheKey) {
    ScriptedHttpServer first;
    ScriptedHttpServer second;
    auto options = options_for(Protocol::Http, first.url());
    options.transport.headers = {{"Authorization", "Bearer tfk_1:tfs_1"}};
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    for (const int status : {301, 302, 303, 307, 308}) {
        first.script(ScriptedAnswer::status(status, "Location: " + second.url() + "/v2/traces\r\n"));
        const auto result = send_to(*exporter);
        EXPECT_EQ(result.outcome, ExportOutcome::Refused);
        EXPECT_EQ(result.reason, "http_" + std::to_string(status));
        EXPECT_NE(result.message.find("not followed"), std::string::npos);
    }
    EXPECT_EQ(second.connections(), 0);
}

TEST(HttpRequestsTest, IsUnderstoodByCppHttplib) {
    httplib::Server server;
    std::promise<httplib::Request> seen;
    server.Post("/v2/traces", [&](const httplib::Request& request, httplib::Response& response) {
        response.set_content("{}", "application/json");
        seen.set_value(request);
    });
    const int port = server.bind_to_any_port("127.0.0.1");
    std::thread running([&] { server.listen_after_bind(); });
    auto exporter =
        OTLPExporterFactory::create_exporter(options_for(Protocol::Http, "http://127.0.0.1:" + std::to_string(port)));
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    ExportTraceServiceRequest decoded;
    EXPECT_TRUE(decoded.ParseFromString(seen.get_future().get().body));
    EXPECT_EQ(decoded.resource_spans(0).scope_spans(0).spans(0).name(), "checkout");
    exporter.reset();  // or the server waits for its idle connection
    server.stop();
    running.join();
}

TEST(HttpRequestsTest, IsUnderstoodByNginx) {
    const NginxServer nginx(
        "listen 127.0.0.1:@port@;\n"
        "location /v2/traces { default_type application/json; return 200 '{}'; }\n"
        "location /v2/logs { add_header Retry-After 11 always; return 503; }\n"
        "location /v2/metrics { client_max_body_size 1k; proxy_pass http://127.0.0.1:1; }");
    const auto exporter = OTLPExporterFactory::create_exporter(
        options_for(Protocol::Http, "http://127.0.0.1:" + std::to_string(nginx.port())));
    const auto body = trace_request(std::string(1U << 20U, 'n'));
    auto request = request_of(body);
    EXPECT_EQ(exporter->export_batch(request).outcome, ExportOutcome::Delivered);
    request.signal = SignalType::Logs;
    const auto unavailable = exporter->export_batch(request);
    EXPECT_EQ(unavailable.reason, "http_503");
    EXPECT_EQ(unavailable.retry_after, std::chrono::seconds(11));
    request.signal = SignalType::Metrics;
    EXPECT_EQ(exporter->export_batch(request).reason, "http_413");
    const auto small = trace_request();
    auto bad_gateway = request_of(small);
    bad_gateway.signal = SignalType::Metrics;
    const auto result = exporter->export_batch(bad_gateway);
    EXPECT_EQ(result.reason, "http_502");
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
}

TEST(HttpRequestsTest, UsesTheProxyOfTheEnvironmentAndKeepsItsPasswordFromTheServer) {
    ScriptedHttpServer proxy;
    setenv("http_proxy", ("http://user:word@127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);
    const auto exporter =
        OTLPExporterFactory::create_exporter(options_for(Protocol::Http, "http://collector.test:4318"));
    const auto result = send_to(*exporter);
    unsetenv("http_proxy");
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    const auto request = proxy.requests().at(0);
    EXPECT_EQ(request.target, "http://collector.test:4318/v2/traces");
    EXPECT_EQ(request.values("proxy-authorization").size(), 1U);
}

TEST(HttpRequestsTest, LeavesTheParentsConnectionAloneInAForkedChild) {
    ScriptedHttpServer server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Http, server.url()));
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    const pid_t child = fork();
    if (child == 0) {
        exporter->abandon_after_fork();
        int sockets = 0;
        for (int fd = 0; fd < 256; ++fd) {
            sockaddr_in peer{};
            socklen_t size = sizeof(peer);
            const bool connected = getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
            if (connected && peer.sin_family == AF_INET && ntohs(peer.sin_port) == server.port()) ++sockets;
        }
        _exit(sockets);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(server.connections(), 1);
}

}  // namespace
}  // namespace telemetryflow::test
