#include "infrastructure/transport/curl_error.hpp"

#include <gtest/gtest.h>

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
