// TLS and mTLS through the builder's options, against nginx and grpc++ with certificates of the test's own.

#include <fstream>
#include <iterator>
#include <memory>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/grpc_collector.hpp"
#include "support/nginx_server.hpp"
#include "support/scripted_http_server.hpp"
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
    TlsServer(Protocol protocol, const std::string& cert, bool demands_client = false) {
        if (protocol == Protocol::Grpc) {
            GrpcCollector::Options options;
            options.tls_key = content_of(pki().key(cert));
            options.tls_cert = content_of(pki().cert(cert));
            if (demands_client) options.tls_client_ca = content_of(pki().ca());
            grpc_ = std::make_unique<GrpcCollector>(options);
        } else {
            nginx_ = std::make_unique<NginxServer>(
                "listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert(cert) + ";\nssl_certificate_key " +
                pki().key(cert) + ";\n" +
                (demands_client ? "ssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n" : "") +
                "location / { default_type application/json; return 200 '{}'; }");
        }
    }
    [[nodiscard]] std::string address(const std::string& host = "localhost") const {
        return host + ":" + std::to_string(grpc_ ? grpc_->port() : nginx_->port());
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
    static void expect_kept(TelemetryFlowBuilder& builder, const std::string& why) {
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
        EXPECT_EQ(client.health(), HealthStatus::Degraded);
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
    builder.with_traces_only();
    EndToEndClient client(builder);
    client.record_spans(3);
    EXPECT_TRUE(test::wait_until([&] {
        client->flush(milliseconds(100));
        return !client.log->text().empty();
    }));
    EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 0U);
    expect_balanced(client->get_status());
}

TEST_P(EndToEndTlsTest, NeverSpeaksPlaintextToAServerWithoutTls) {
    test::ScriptedHttpServer server;
    auto builder = builder_to("https://127.0.0.1:" + std::to_string(server.port()));
    builder.with_timeout(milliseconds(200));
    expect_kept(builder, "will be sent again");
    EXPECT_GT(server.connections(), 0);
    EXPECT_TRUE(server.requests().empty());
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
