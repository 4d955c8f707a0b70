#include "infrastructure/transport/curl_error.hpp"

#include <string>

#include <gtest/gtest.h>

#include "infrastructure/transport/curl_tls.hpp"

namespace telemetryflow::infrastructure {
namespace {

TEST(CurlErrorTest, TellsTheKindsOfFailureApart) {
    EXPECT_EQ(transport_status(CURLE_OK, ""), TransportStatus::Response);
    EXPECT_EQ(transport_status(CURLE_COULDNT_RESOLVE_HOST, ""), TransportStatus::ConnectFailed);
    EXPECT_EQ(transport_status(CURLE_COULDNT_CONNECT, ""), TransportStatus::ConnectFailed);
    EXPECT_EQ(transport_status(CURLE_OPERATION_TIMEDOUT, ""), TransportStatus::TimedOut);
    EXPECT_EQ(transport_status(CURLE_PEER_FAILED_VERIFICATION, ""), TransportStatus::TlsFailed);
    EXPECT_EQ(transport_status(CURLE_SSL_CACERT_BADFILE, ""), TransportStatus::TlsFailed);
    EXPECT_EQ(transport_status(CURLE_GOT_NOTHING, ""), TransportStatus::ConnectionLost);
    EXPECT_EQ(transport_status(CURLE_PARTIAL_FILE, ""), TransportStatus::ConnectionLost);
}

TEST(CurlErrorTest, SeesATlsAlertBehindABrokenConnection) {
    EXPECT_EQ(transport_status(CURLE_RECV_ERROR, "tlsv13 alert certificate required"), TransportStatus::TlsFailed);
    EXPECT_EQ(transport_status(CURLE_RECV_ERROR, "Connection reset by peer"), TransportStatus::ConnectionLost);
}

TEST(CurlErrorTest, TellsAHandshakeThatBrokeFromOneThatWasRefused) {
    for (const char* text : {"OpenSSL SSL_connect: Connection reset by peer in connection to localhost:1",
                             "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to localhost:1",
                             "error:0A000126:SSL routines::unexpected eof while reading",
                             "gnutls_handshake() failed: The TLS connection was non-properly terminated.",
                             "gnutls_handshake() failed: Error in the pull function."}) {
        EXPECT_EQ(transport_status(CURLE_SSL_CONNECT_ERROR, text), TransportStatus::ConnectFailed) << text;
    }
    for (const char* text : {"error:0A00010B:SSL routines::wrong version number",
                             "error:0A000410:SSL routines::sslv3 alert handshake failure",
                             "gnutls_handshake() failed: A TLS fatal alert has been received.", ""}) {
        EXPECT_EQ(transport_status(CURLE_SSL_CONNECT_ERROR, text), TransportStatus::TlsFailed) << text;
    }
}

TEST(CurlErrorTest, NamesTheSettingToMend) {
    const auto names = [](CURLcode code, const char* text, const char* setting) {
        const auto advice = tls_advice(code, text);
        EXPECT_NE(advice.find(setting), std::string::npos) << advice;
        EXPECT_TRUE(advice.ends_with("(" + std::string(text) + ")")) << advice;
    };
    names(CURLE_SSL_CERTPROBLEM, "could not load the key", "with_tls_client_certificate()");
    names(CURLE_SSL_CONNECT_ERROR, "sslv3 alert bad certificate", "with_tls_client_certificate()");
    names(CURLE_RECV_ERROR, "tlsv13 alert certificate required", "with_tls_client_certificate()");
    names(CURLE_SSL_CACERT_BADFILE, "error adding trust anchors", "with_tls_ca()");
    names(CURLE_PEER_FAILED_VERIFICATION, "certificate has expired", "with_tls_server_name()");
    names(CURLE_SSL_CONNECT_ERROR, "wrong version number", "TLS 1.2");
    names(CURLE_SSL_CIPHER, "failed setting cipher list", "a setting of TLS");
}

TEST(CurlErrorTest, NeverTakesAFailureForAResponse) {
    for (int code = 1; code < CURL_LAST; ++code) {
        EXPECT_NE(transport_status(static_cast<CURLcode>(code), ""), TransportStatus::Response) << code;
    }
}

TEST(CurlErrorTest, KnowsHowADeadConnectionLooks) {
    EXPECT_TRUE(is_dead_connection(CURLE_SEND_ERROR));
    EXPECT_TRUE(is_dead_connection(CURLE_HTTP2));
    EXPECT_FALSE(is_dead_connection(CURLE_OK));
    EXPECT_FALSE(is_dead_connection(CURLE_OPERATION_TIMEDOUT));
    EXPECT_FALSE(is_dead_connection(CURLE_PEER_FAILED_VERIFICATION));
}

}  // namespace
}  // namespace telemetryflow::infrastructure
