#include "domain/ip_address.hpp"

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

TEST(IpAddressTest, ReadsDottedQuads) {
    EXPECT_EQ(parse_ipv4("0.0.0.0"), (Ipv4Bytes{0, 0, 0, 0}));
    EXPECT_EQ(parse_ipv4("10.20.255.1"), (Ipv4Bytes{10, 20, 255, 1}));
}

TEST(IpAddressTest, RefusesEverythingElseAsIpv4) {
    for (const char* text : {"", ".", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.1.1.1",
                             "1.1.1.1 ", "0x7f.0.0.1", "1.2.3.a", "1.2.3.-4", "0000.1.1.1"}) {
        EXPECT_FALSE(parse_ipv4(text)) << text;
    }
}

TEST(IpAddressTest, ReadsIpv6InItsTextForms) {
    EXPECT_EQ(parse_ipv6("::"), Ipv6Groups{});
    EXPECT_EQ(parse_ipv6("::1"), (Ipv6Groups{0, 0, 0, 0, 0, 0, 0, 1}));
    EXPECT_EQ(parse_ipv6("1::"), (Ipv6Groups{1, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(parse_ipv6("2001:db8::ff00:42:8329"), (Ipv6Groups{0x2001, 0xdb8, 0, 0, 0, 0xff00, 0x42, 0x8329}));
    EXPECT_EQ(parse_ipv6("1:2:3:4:5:6:7:8"), (Ipv6Groups{1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(parse_ipv6("::ffff:1.2.3.4"), (Ipv6Groups{0, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304}));
    EXPECT_EQ(parse_ipv6("1:2:3:4:5:6:1.2.3.4"), (Ipv6Groups{1, 2, 3, 4, 5, 6, 0x0102, 0x0304}));
    EXPECT_EQ(parse_ipv6("1::2:3:4:5:6:7"), (Ipv6Groups{1, 0, 2, 3, 4, 5, 6, 7}));
}

TEST(IpAddressTest, RefusesEverythingElseAsIpv6) {
    for (const char* text : {"",
                             ":",
                             ":::",
                             "1",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1::2::3",
                             "1:2:3:4::5:6:7:8",
                             "12345::",
                             "g::",
                             ":1",
                             "1:",
                             "::1:",
                             "1.2.3.4",
                             "1.2.3.4::",
                             "::1.2.3",
                             "::1.2.3.4:5",
                             "fe80::1%1",
                             " ::1",
                             "1:2:3:4:5:6:7:1.2.3.4",
                             "::-1"}) {
        EXPECT_FALSE(parse_ipv6(text)) << text;
    }
}

TEST(IpAddressTest, KnowsLoopbackAddresses) {
    for (const char* own : {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1"}) {
        EXPECT_TRUE(is_loopback_address(own)) << own;
    }
    for (const char* other : {"126.0.0.1", "1.127.0.1", "::", "::2", "1::1", "::127.0.0.1", "1::ffff:127.0.0.1", "x"}) {
        EXPECT_FALSE(is_loopback_address(other)) << other;
    }
}

}  // namespace
}  // namespace telemetryflow
