#include "middleware/ip_network.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::middleware {
namespace {

bool contains(std::string_view network, std::string_view address) {
    return IpNetwork::from(network)->contains(*ip_bytes_from(address));
}

TEST(IpNetworkTest, HoldsTheAddressesOfItsPrefix) {
    EXPECT_TRUE(contains("10.0.0.0/8", "10.255.1.2"));
    EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(contains("192.168.4.0/22", "192.168.7.255"));
    EXPECT_FALSE(contains("192.168.4.0/22", "192.168.8.0"));
    EXPECT_TRUE(contains("0.0.0.0/0", "8.8.8.8"));
    EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(contains("::/0", "127.0.0.1"));
    EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1")) << "of IPv4 only";
}

TEST(IpNetworkTest, AnAddressIsANetworkOfOne) {
    EXPECT_TRUE(contains("127.0.0.1", "127.0.0.1"));
    EXPECT_FALSE(contains("127.0.0.1", "127.0.0.2"));
    EXPECT_TRUE(contains("::1", "::1"));
    EXPECT_TRUE(contains("127.0.0.1", "::ffff:127.0.0.1")) << "as a socket of both kinds shows it";
}

TEST(IpNetworkTest, RefusesEverythingElse) {
    for (const char* text : {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0/8",
                             "::1/129", "[::1]", "10.0.0.1:80", "10.0.0.0/8/8"}) {
        EXPECT_FALSE(IpNetwork::from(text)) << text;
    }
}

}  // namespace
}  // namespace telemetryflow::middleware
