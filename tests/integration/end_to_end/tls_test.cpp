// TLS and mTLS through the builder's options, against nginx and grpc++ with certificates of the test's own.

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/grpc_collector.hpp"
#include "support/nginx_server.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"
#include "support/temp_dir.hpp"
#include "support/test_pki.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using std::chrono::milliseconds;
using test::GrpcCollector;
using test::NginxServer;
using test::TestPki;

const TestPki& pki() {
    static const TestPki made;
    return made;
}

std::string content_of(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A TLS server of either protocol with one certificate, that may demand one of the client.
class TlsServer {
public:
    TlsServer(Protocol protocol, const std::string& cert, bool demands_client = false, std::uint16_t port = 0) {
        if (protocol == Protocol::Grpc) {
            GrpcCollector::Options options;
            options.port = port;
            options.tls_key = content_of(pki().key(cert));
            options.tls_cert = content_of(pki().cert(cert));
            if (demands_client) options.tls_client_ca = content_of(pki().ca());
            grpc_ = std::make_unique<GrpcCollector>(options);
        } else {
            nginx_ = std::make_unique<NginxServer>(
                "listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert(cert) + ";\nssl_certificate_key " +
                    pki().key(cert) + ";\n" +
                    (demands_client ? "ssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n" : "") +
                    "location / { default_type application/json; return 200 '{}'; }",
                port);
        }
    }
    [[nodiscard]] std::uint16_t port() const { return grpc_ ? grpc_->port() : nginx_->port(); }
    [[nodiscard]] std::string address(const std::string& host = "localhost") const {
        return host + ":" + std::to_string(port());
    }

private:
    std::unique_ptr<GrpcCollector> grpc_;
    std::unique_ptr<NginxServer> nginx_;
};

class EndToEndTlsTest : public ::testing::TestWithParam<Protocol> {
protected:
    static TelemetryFlowBuilder builder_to(const std::string& endpoint) {
        auto builder = quick_builder(endpoint);
        builder.with_protocol(GetParam()).with_tls_ca(pki().ca());
        return builder;
    }

    static void expect_delivered(const TelemetryFlowBuilder& builder) {
        EndToEndClient client(builder);
        client.record_spans(3);
        client->log_info("secret talk");
        client->increment_counter("handshakes");
        EXPECT_TRUE(client->flush().complete) << client.log->text();
        expect_all_delivered(client->get_status());
        EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 3U) << client.log->text();
    }

    /// Checks that the data waits, that it is said why, and that the key is not.
    static void expect_kept(TelemetryFlowBuilder& builder, const std::string& why,
                            HealthStatus health = HealthStatus::Unhealthy) {
        builder.with_traces_only().with_retry(true, 10'000).with_retry_max_backoff(std::chrono::seconds(30));
        EndToEndClient client(builder);
        client.record_spans(3);
        EXPECT_TRUE(test::wait_until([&] {
            const auto flushed = client->flush(milliseconds(100));
            EXPECT_FALSE(flushed.complete);
            EXPECT_EQ(flushed.left_items, 3U);
            return client.log->text().find(why) != std::string::npos;
        })) << client.log->text();
        const auto status = client->get_status();
        EXPECT_EQ(status.of(SignalType::Traces).in_memory, 3U);
        expect_balanced(status);
        EXPECT_EQ(client.health(), health);
        EXPECT_EQ(client.log->text().find(kKeySecret), std::string::npos) << client.log->text();
    }
};

TEST_P(EndToEndTlsTest, DeliversToAServerOfTheGivenCa) {
    const TlsServer server(GetParam(), "localhost");
    expect_delivered(builder_to("https://" + server.address()));
    // Without a scheme TLS is what one gets.
    expect_delivered(builder_to(server.address("127.0.0.1")));
}

TEST_P(EndToEndTlsTest, KeepsDataFromServersItDoesNotTrust) {
    for (const char* cert : {"expired", "self-signed", "elsewhere"}) {
        SCOPED_TRACE(cert);
        const TlsServer server(GetParam(), cert);
        auto builder = builder_to("https://" + server.address());
        expect_kept(builder, "TLS to the backend failed");
    }
    const TlsServer server(GetParam(), "localhost");
    auto other = builder_to("https://" + server.address());
    other.with_tls_ca(pki().other_ca());
    expect_kept(other, "certificate");
    auto system_roots = quick_builder("https://" + server.address());
    system_roots.with_protocol(GetParam());
    expect_kept(system_roots, "certificate");
}

TEST_P(EndToEndTlsTest, VerifiesTheServerNameItIsGiven) {
    const TlsServer server(GetParam(), "elsewhere");
    auto builder = builder_to("https://" + server.address("127.0.0.1"));
    builder.with_tls_server_name("other.test");
    expect_delivered(builder);
    builder.with_tls_server_name("wrong.test");
    expect_kept(builder, "TLS to the backend failed");
}

TEST_P(EndToEndTlsTest, ShowsItsClientCertificate) {
    const TlsServer server(GetParam(), "localhost", true);
    auto builder = builder_to("https://" + server.address());
    builder.with_tls_client_certificate(pki().cert("client"), pki().key("client"));
    expect_delivered(builder);
    auto wrong_key = builder_to("https://" + server.address());
    wrong_key.with_tls_client_certificate(pki().cert("client"), pki().key("localhost"));
    expect_kept(wrong_key, "TLS to the backend failed");
}

TEST_P(EndToEndTlsTest, NothingIsDeliveredWithoutTheClientCertificateThatIsDemanded) {
    const TlsServer server(GetParam(), "localhost", true);
    auto builder = builder_to("https://" + server.address());
    if (GetParam() == Protocol::Grpc) {
        expect_kept(builder, "with_tls_client_certificate()");
        return;
    }
    // nginx refuses by HTTP 400, which OTLP forbids to repeat.
    builder.with_traces_only();
    EndToEndClient client(builder);
    client.record_spans(3);
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).dropped.at("http_400"), 3U);
}

/// Waits until more attempts have failed for `why` than a batch has retries.
bool is_tried_often(EndToEndClient& client, const std::string& why) {
    return test::wait_until([&] {
        const auto said = client.log->text();
        int attempts = 0;
        for (auto at = said.find(why); at != std::string::npos; at = said.find(why, at + 1))
            ++attempts;
        return attempts >= 8;
    });
}

TEST_P(EndToEndTlsTest, DeliversEverythingWhenTheServersCertificateIsMended) {
    const test::ReservedPort port;
    std::optional<TlsServer> server(std::in_place, GetParam(), "expired", false, port.number());
    auto builder = builder_to("https://" + server->address());
    // While the server is away its absence is what is retried.
    builder.with_batch_settings(milliseconds(20)).with_retry(true, 10'000, milliseconds(2));
    EndToEndClient client(builder);
    client.record_spans(3);
    client->log_info("before");
    ASSERT_TRUE(is_tried_often(client, "certificate has expired")) << client.log->text();
    EXPECT_EQ(client->get_status().exports_retried, 0U);
    EXPECT_EQ(client.health(), HealthStatus::Unhealthy);
    EXPECT_NE(client->query(GetHealthQuery{}).reason.find("with_tls_ca()"), std::string::npos);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).in_memory, 3U);
    server.reset();
    server.emplace(GetParam(), "localhost", false, port.number());
    client->increment_counter("after");
    EXPECT_TRUE(test::wait_until([&] { return client->flush().complete; })) << client.log->text();
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
    EXPECT_TRUE(client->shutdown().complete);
    expect_all_delivered(client->get_status());
    EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 3U);
}

TEST_P(EndToEndTlsTest, DeliversEverythingWhenTheClientsOwnFilesAreMended) {
    const TlsServer server(GetParam(), "localhost");
    const test::TempDir files;
    files.write("ca.pem", content_of(pki().other_ca()));
    auto builder = builder_to("https://" + server.address());
    builder.with_tls_ca(files.file("ca.pem")).with_traces_only().with_retry(true, 1, milliseconds(2));
    builder.with_batch_settings(milliseconds(20));
    EndToEndClient client(builder);
    client.record_spans(3);
    ASSERT_TRUE(is_tried_often(client, "certificate is not accepted")) << client.log->text();
    files.write("ca.pem", content_of(pki().ca()));
    EXPECT_TRUE(test::wait_until([&] { return client->flush().complete; })) << client.log->text();
    expect_all_delivered(client->get_status());
    EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 3U);
}

TEST_P(EndToEndTlsTest, NeverSpeaksPlaintextToAServerWithoutTls) {
    test::ScriptedHttpServer server;
    auto builder = builder_to("https://127.0.0.1:" + std::to_string(server.port()));
    builder.with_timeout(milliseconds(200));
    expect_kept(builder, "will be sent again", HealthStatus::Degraded);
    EXPECT_GT(server.connections(), 0);
    EXPECT_TRUE(server.requests().empty());
}

TEST_P(EndToEndTlsTest, QueriesGoWithTheNameTheCertificatesAndTheHeadersOfTheClient) {
    const NginxServer backend("listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert("elsewhere") +
                              ";\nssl_certificate_key " + pki().key("elsewhere") + ";\nssl_client_certificate " +
                              pki().ca() +
                              ";\nssl_verify_client on;\ndefault_type application/json;\n"
                              "if ($ssl_server_name != 'other.test') { return 421; }\n"
                              "if ($http_x_team != 'payments') { return 422; }\n"
                              "if ($http_authorization = '') { return 401; }\n"
                              "location /api/v1/logs { return 200 '{\"total\":7,\"items\":[]}'; }");
    auto builder = builder_to("https://127.0.0.1:1");
    builder.with_query_endpoint("https://127.0.0.1:" + std::to_string(backend.port()))
        .with_tls_server_name("other.test")
        .with_tls_client_certificate(pki().cert("client"), pki().key("client"))
        .with_header("X-Team", "payments");
    EndToEndClient client(builder);
    EXPECT_EQ(client->query(GetLogsQuery{}).total, 7U);
}

TEST_P(EndToEndTlsTest, FilesThatAreMissingStopTheStartAndAreNamed) {
    auto builder = builder_to("https://localhost:1");
    builder.with_tls_ca("/nonexistent/ca.pem");
    try {
        const EndToEndClient client(builder);
        FAIL() << "no error";
    } catch (const TelemetryFlowError& error) {
        EXPECT_NE(std::string(error.what()).find("/nonexistent/ca.pem"), std::string::npos) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(Protocols, EndToEndTlsTest, ::testing::Values(Protocol::Grpc, Protocol::Http),
                         [](const auto& way) { return way.param == Protocol::Grpc ? "Grpc" : "Http"; });

}  // namespace
}  // namespace telemetryflow::tests
