// Which servers are trusted, and what happens with those that are not. nginx ends the TLS.

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "contract/delivery_fixture.hpp"
#include "support/hang_up_server.hpp"
#include "support/nginx_server.hpp"
#include "support/scripted_http_server.hpp"
#include "support/temp_dir.hpp"
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
        options.transport.tls.ca_file = pki().ca();
        return options;
    }

    static std::string content_of(const std::string& file) {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static ExportResult send_with(const OtlpExporterOptions& options) {
        return send_to(*OTLPExporterFactory::create_exporter(options));
    }

    static void expect_held(const ExportResult& result, const std::string& to_mend = "with_tls_ca()") {
        EXPECT_EQ(result.outcome, ExportOutcome::Held);
        EXPECT_EQ(result.reason, "tls");
        EXPECT_NE(result.message.find(to_mend), std::string::npos) << result.message;
    }
};

TEST_F(TlsTest, TrustsACertificateOfTheGivenCa) {
    const NginxServer server(server_with("localhost"));
    EXPECT_EQ(send_with(options_to(server)).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(send_with(options_to(server, "127.0.0.1")).outcome, ExportOutcome::Delivered);
}

TEST_F(TlsTest, HoldsDataFromServersItDoesNotTrust) {
    for (const char* cert : {"expired", "not-yet-valid", "self-signed", "elsewhere"}) {
        SCOPED_TRACE(cert);
        const NginxServer server(server_with(cert));
        expect_held(send_with(options_to(server)));
    }
}

TEST_F(TlsTest, TrustsOnlyTheGivenCaAndTheSystemOnlyWithoutOne) {
    const NginxServer server(server_with("localhost"));
    auto options = options_to(server);
    options.transport.tls.ca_file = pki().other_ca();
    expect_held(send_with(options));
    options.transport.tls.ca_file.clear();
    expect_held(send_with(options));
}

TEST_F(TlsTest, ReadsTheFilesAgainForANewConnection) {
    const NginxServer server(server_with(
        "localhost", "keepalive_timeout 0;\nssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n"));
    const TempDir files;
    const auto put = [&](const std::string& from, const std::string& name) {
        return files.write(name, content_of(from));
    };
    auto options = options_to(server);
    options.transport.tls.ca_file = put(pki().other_ca(), "ca.pem");
    options.transport.tls.client_cert_file = put(pki().cert("foreign-client"), "client.pem");
    options.transport.tls.client_key_file = put(pki().key("foreign-client"), "client.key");
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    expect_held(send_to(*exporter));
    put(pki().ca(), "ca.pem");
    EXPECT_EQ(send_to(*exporter).reason, "http_400") << "the server is trusted, the client is not";
    put(pki().cert("client"), "client.pem");
    put(pki().key("client"), "client.key");
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
}

TEST_F(TlsTest, RefusesVersionsBefore12) {
    const NginxServer server(server_with("localhost", "ssl_protocols TLSv1 TLSv1.1;\nssl_ciphers ALL:@SECLEVEL=0;\n"));
    expect_held(send_with(options_to(server)), "TLS 1.2");
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
    options.transport.tls.server_name = "other.test";
    EXPECT_EQ(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls.server_name = "wrong.test";
    expect_held(send_with(options));
}

TEST_F(TlsTest, ShowsItsClientCertificate) {
    const auto demand = "ssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n";
    const NginxServer server(server_with("localhost", demand));
    auto options = options_to(server);
    EXPECT_NE(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls.client_cert_file = pki().cert("client");
    options.transport.tls.client_key_file = pki().key("client");
    EXPECT_EQ(send_with(options).outcome, ExportOutcome::Delivered);
    options.transport.tls.client_key_file = pki().key("localhost");
    expect_held(send_with(options), "with_tls_client_certificate()");
}

// nginx says so in HTTP, by 400, and OTLP forbids to repeat that.
TEST_F(TlsTest, TakesAnswersAboutTheClientCertificateForWhatTheyAre) {
    const NginxServer server(
        server_with("localhost", "ssl_client_certificate " + pki().ca() + ";\nssl_verify_client on;\n"));
    const auto result = send_with(options_to(server));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "http_400");
}

TEST_F(TlsTest, HoldsDataFromAPortThatSpeaksNoTls) {
    const NginxServer server("listen 127.0.0.1:@port@;\nreturn 200;");
    expect_held(send_with(options_to(server)), "a port without TLS");
}

// It is the request that this server does not like, not the connection.
TEST_F(TlsTest, RetriesAConnectionThatEndsOverARequest) {
    const NginxServer server("listen 127.0.0.1:@port@ ssl;\nssl_certificate " + pki().cert("localhost") +
                             ";\nssl_certificate_key " + pki().key("localhost") + ";\nreturn 444;");
    const auto result = send_with(options_to(server));
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(result.reason, "connection_lost") << result.message;
}

TEST_F(TlsTest, RetriesAHandshakeThatBreaks) {
    for (const auto by : {HangUpServer::By::Reset, HangUpServer::By::Close}) {
        const HangUpServer server(by);
        const auto result =
            send_with(options_for(Protocol::Http, "https://127.0.0.1:" + std::to_string(server.port())));
        EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
        EXPECT_EQ(result.reason, "connect") << result.message;
    }
}

TEST_F(TlsTest, NeverAsksForAPassphrase) {
    const NginxServer server(server_with("localhost"));
    auto options = options_to(server);
    options.transport.tls.client_cert_file = pki().cert("client");
    options.transport.tls.client_key_file = pki().encrypted_client_key();
    expect_held(send_with(options), "with_tls_client_certificate()");
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
    options.transport.tls.ca_file = "/nonexistent/ca.pem";
    options.transport.tls.client_cert_file = pki().cert("client");
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
