// Which servers are trusted, and what happens with those that are not. nginx ends the TLS.

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "contract/delivery_fixture.hpp"
#include "support/nginx_server.hpp"
#include "support/scripted_http_server.hpp"
#include "support/test_pki.hpp"

namespace telemetryflow::test {
namespace {

class TlsTest : public ::testing::Test {
protected:
    static const TestPki& pki() {
        static const TestPki made;
        return made;
    }

    static std::string server_with(const std::string& cert, const std::string& more = {}) {
        return "listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert(cert) + ";\nssl_certificate_key " +
               pki().key(cert) + ";\n" + more +
               "location / { default_type application/json; add_header X-Name $ssl_server_name; return 200 '{}'; }";
    }

    static OtlpExporterOptions options_to(const NginxServer& server, const std::string& host = "localhost") {
        auto options = options_for(Protocol::Http, "https://" + host + ":" + std::to_string(server.port()));
        options.transport.tls_ca_file = pki().ca();
        return options;
    }

    static ExportResult send_with(const OtlpExporterOptions& options) {
        return send_to(*OTLPExporterFactory::create_exporter(options));
    }

    static void expect_held(const ExportResult& result) {
        EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
        EXPECT_EQ(result.reason, "tls") << result.message;
        EXPECT_NE(result.message.find("held"), std::string::npos);
    }
};

TEST_F(TlsTest, TrustsACertificateOfTheGivenCa) {
    const NginxServer server(server_with("localhost"));
    EXPECT_EQ(send_with(options_to(server)).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(send_with(options_to(server, "127.0.0.1")).outcome, ExportOutcome::Delivered);
}

TEST_F(TlsTest, HoldsDataFromServersItDoesNotTrust) {
    for (const char* cert : {"expired", "self-signed", "elsewhere"}) {
        SCOPED_TRACE(cert);
        const NginxServer server(server_with(cert));
        expect_held(send_with(options_to(server)));
    }
}

TEST_F(TlsTest, TrustsOnlyTheGivenCaAndTheSystemOnlyWithoutOne) {
    const NginxServer server(server_with("localhost"));
    auto options = options_to(server);
    options.transport.tls_ca_file = pki().other_ca();
    expect_held(send_with(options));
    options.transport.tls_ca_file.clear();
    expect_held(send_with(options));
}

TEST_F(TlsTest, RefusesVersionsBefore12) {
    const NginxServer server(server_with("localhost", "ssl_protocols TLSv1 TLSv1.1;\nssl_ciphers ALL:@SECLEVEL=0;\n"));
    expect_held(send_with(options_to(server)));
}

TEST_F(TlsTest, NeverFallsBackToPlaintext) {
    ScriptedHttpServer server;
    auto options = options_for(Protocol::Http, "https://127.0.0.1:" + std::to_string(server.port()));
    options.transport.connect_timeout = milliseconds(300);
    options.transport.headers = {{"Authorization", "Bearer tfk_1:tfs_1"}};
    const auto result = send_to(*OTLPExporterFactory::create_exporter(options), milliseconds(500));
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(TlsTest, VerifiesTheNameItIsGivenInsteadOfTheHost) {
    const NginxServer server(server_with(
        "elsewhere",
        "if ($ssl_server_name != 'other.test') { return 403; }\nif ($host != 'other.test') { return 404; }\n"));
    auto options = options_to(server, "127.0.0.1");
    options.transport.tls_server_name = "other.test";
    EXPECT_EQ(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls_server_name = "wrong.test";
    expect_held(send_with(options));
}

TEST_F(TlsTest, ShowsItsClientCertificate) {
    const auto demand = "ssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n";
    const NginxServer server(server_with("localhost", demand));
    auto options = options_to(server);
    EXPECT_NE(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls_client_cert_file = pki().cert("client");
    options.transport.tls_client_key_file = pki().key("client");
    EXPECT_EQ(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls_client_key_file = pki().key("localhost");
    expect_held(send_with(options));
}

TEST_F(TlsTest, NeverAsksForAPassphrase) {
    const NginxServer server(server_with("localhost"));
    auto options = options_to(server);
    options.transport.tls_client_cert_file = pki().cert("client");
    options.transport.tls_client_key_file = pki().encrypted_client_key();
    expect_held(send_with(options));
}

TEST_F(TlsTest, KeepsOneConnection) {
    const NginxServer server(server_with("localhost",
                                         "keepalive_requests 1000;\n"
                                         "if ($connection_requests != $http_x_expected) { return 409; }\n"));
    const auto options = options_to(server);
    auto counting = options;
    counting.transport.headers = {{"x-expected", "1"}};
    const auto exporter = OTLPExporterFactory::create_exporter(counting);
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(send_to(*exporter).reason, "http_409");  // the connection's second request
}

TEST_F(TlsTest, SaysAtOnceWhichFilesAreMissing) {
    auto options = options_for(Protocol::Http, "https://localhost:1");
    options.transport.tls_ca_file = "/nonexistent/ca.pem";
    options.transport.tls_client_cert_file = pki().cert("client");
    try {
        const auto exporter = OTLPExporterFactory::create_exporter(options);
        FAIL() << "no error";
    } catch (const ConfigError& error) {
        ASSERT_EQ(error.faults().size(), 2U);
        EXPECT_NE(error.faults()[0].find("/nonexistent/ca.pem"), std::string::npos);
    }
}

}  // namespace
}  // namespace telemetryflow::test
