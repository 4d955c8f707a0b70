// OTLP/gRPC over TLS against grpc++: HTTP/2 by ALPN, reuse, and trust.

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "contract/delivery_fixture.hpp"
#include "support/grpc_collector.hpp"
#include "support/nginx_server.hpp"
#include "support/test_pki.hpp"

namespace telemetryflow::test {
namespace {

std::string content_of(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

class GrpcTlsTest : public ::testing::Test {
protected:
    static const TestPki& pki() {
        static const TestPki made;
        return made;
    }

    static GrpcCollector::Options server_with(const std::string& cert) {
        GrpcCollector::Options options;
        options.tls_key = content_of(pki().key(cert));
        options.tls_cert = content_of(pki().cert(cert));
        return options;
    }

    static OtlpExporterOptions options_to(const GrpcCollector& server, const std::string& host = "localhost") {
        auto options = options_for(Protocol::Grpc, "https://" + host + ":" + std::to_string(server.port()));
        options.transport.tls.ca_file = pki().ca();
        return options;
    }

    static void expect_held(const ExportResult& result, const std::string& to_mend) {
        EXPECT_EQ(result.outcome, ExportOutcome::Held);
        EXPECT_EQ(result.reason, "tls");
        EXPECT_NE(result.message.find(to_mend), std::string::npos) << result.message;
    }
};

TEST_F(GrpcTlsTest, SendsAHundredRequestsOverOneConnection) {
    GrpcCollector server(server_with("localhost"));
    const auto exporter = OTLPExporterFactory::create_exporter(options_to(server));
    for (int i = 0; i < 100; ++i) {
        const auto result = send_to(*exporter);
        ASSERT_EQ(result.outcome, ExportOutcome::Delivered) << result.message;
    }
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(GrpcTlsTest, HoldsDataFromServersItDoesNotTrust) {
    for (const char* cert : {"expired", "not-yet-valid", "self-signed", "elsewhere"}) {
        SCOPED_TRACE(cert);
        GrpcCollector server(server_with(cert));
        expect_held(send_to(*OTLPExporterFactory::create_exporter(options_to(server))), "with_tls_ca()");
        EXPECT_TRUE(server.calls().empty());
    }
}

TEST_F(GrpcTlsTest, VerifiesTheNameItIsGivenInsteadOfTheHost) {
    GrpcCollector server(server_with("elsewhere"));
    auto options = options_to(server, "127.0.0.1");
    options.transport.tls.server_name = "other.test";
    EXPECT_EQ(send_to(*OTLPExporterFactory::create_exporter(options)).outcome, ExportOutcome::Delivered);
}

TEST_F(GrpcTlsTest, ShowsItsClientCertificate) {
    auto demanding = server_with("localhost");
    demanding.tls_client_ca = content_of(pki().ca());
    GrpcCollector server(demanding);
    auto options = options_to(server);
    const std::string to_mend = "with_tls_client_certificate()";
    expect_held(send_to(*OTLPExporterFactory::create_exporter(options)), to_mend);
    for (const char* cert : {"foreign-client", "expired-client"}) {
        SCOPED_TRACE(cert);
        options.transport.tls.client_cert_file = pki().cert(cert);
        options.transport.tls.client_key_file = pki().key(cert);
        expect_held(send_to(*OTLPExporterFactory::create_exporter(options)), to_mend);
    }
    EXPECT_TRUE(server.calls().empty());
    options.transport.tls.client_cert_file = pki().cert("client");
    options.transport.tls.client_key_file = pki().key("client");
    EXPECT_EQ(send_to(*OTLPExporterFactory::create_exporter(options)).outcome, ExportOutcome::Delivered);
}

TEST_F(GrpcTlsTest, LosesNothingToConnectionsThatAge) {
    auto aging = server_with("localhost");
    aging.max_connection_age_ms = 50;
    GrpcCollector server(aging);
    const auto exporter = OTLPExporterFactory::create_exporter(options_to(server));
    while (server.connections() <= 5) {
        const auto result = send_to(*exporter);
        ASSERT_EQ(result.outcome, ExportOutcome::Delivered) << result.message;
    }
}

TEST_F(GrpcTlsTest, PassesThroughNginx) {
    GrpcCollector server;
    const NginxServer nginx("listen 127.0.0.1:@port@ ssl http2;\nssl_certificate " + pki().cert("localhost") +
                            ";\nssl_certificate_key " + pki().key("localhost") +
                            ";\nlocation / { grpc_pass grpc://127.0.0.1:" + std::to_string(server.port()) + "; }");
    auto options = options_for(Protocol::Grpc, "https://localhost:" + std::to_string(nginx.port()));
    options.transport.tls.ca_file = pki().ca();
    options.gzip = true;
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    GrpcAnswer refusal;
    refusal.status = grpc::Status(grpc::StatusCode::UNAVAILABLE, "later");
    server.script({});
    server.script(refusal);
    const auto body = trace_request(std::string(200'000, 'n'));
    EXPECT_EQ(exporter->export_batch(request_of(body)).outcome, ExportOutcome::Delivered);
    EXPECT_TRUE(server.calls().at(0).message == body);
    EXPECT_EQ(exporter->export_batch(request_of(body)).reason, "grpc_14");
}

TEST_F(GrpcTlsTest, KeepsTheDataWhenTheServerDoesNotSpeakHttp2) {
    const NginxServer nginx("listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert("localhost") +
                            ";\nssl_certificate_key " + pki().key("localhost") + ";\nreturn 503;");
    auto options = options_for(Protocol::Grpc, "https://localhost:" + std::to_string(nginx.port()));
    options.transport.tls.ca_file = pki().ca();
    const auto result = send_to(*OTLPExporterFactory::create_exporter(options));
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(result.reason, "http_503");
}

}  // namespace
}  // namespace telemetryflow::test
