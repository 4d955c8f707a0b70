#include "telemetryflow/domain/endpoint.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

using Scheme = Endpoint::Scheme;

struct Good {
    std::string text;
    Scheme scheme;
    std::string host;
    int port;  // 0: none given
    std::string path;
    std::string grpc_url;
};

class GoodEndpoint : public testing::TestWithParam<Good> {};

TEST_P(GoodEndpoint, IsTakenApart) {
    const auto& expected = GetParam();
    const auto [endpoint, fault] = Endpoint::parse(expected.text);
    ASSERT_TRUE(endpoint) << expected.text << " " << fault;
    EXPECT_EQ(endpoint->scheme(), expected.scheme);
    EXPECT_EQ(endpoint->host(), expected.host);
    EXPECT_EQ(endpoint->port().value_or(0), expected.port);
    EXPECT_EQ(endpoint->path(), expected.path);
    EXPECT_EQ(endpoint->url(Protocol::Grpc, false), expected.grpc_url);
}

INSTANTIATE_TEST_SUITE_P(
    EndpointTest, GoodEndpoint,
    testing::Values(Good{"localhost:4317", Scheme::None, "localhost", 4317, "", "https://localhost:4317"},
                    Good{"collector", Scheme::None, "collector", 0, "", "https://collector:4317"},
                    Good{"API.TelemetryFlow.ID:443", Scheme::None, "api.telemetryflow.id", 443, "",
                         "https://api.telemetryflow.id:443"},
                    Good{"http://127.0.0.1:4318", Scheme::Http, "127.0.0.1", 4318, "", "http://127.0.0.1:4318"},
                    Good{"HTTPS://a.b-c.d_e:1", Scheme::Https, "a.b-c.d_e", 1, "", "https://a.b-c.d_e:1"},
                    Good{"https://host/base/path/", Scheme::Https, "host", 0, "/base/path", "https://host:4317"},
                    Good{"host:65535/", Scheme::None, "host", 65535, "", "https://host:65535"},
                    Good{"[::1]:4317", Scheme::None, "::1", 4317, "", "https://[::1]:4317"},
                    Good{"http://[2001:DB8::2]", Scheme::Http, "2001:db8::2", 0, "", "http://[2001:db8::2]:4317"},
                    Good{"svc.ns.cluster.local.:4317", Scheme::None, "svc.ns.cluster.local.", 4317, "",
                         "https://svc.ns.cluster.local.:4317"},
                    Good{"4host.example", Scheme::None, "4host.example", 0, "", "https://4host.example:4317"}));

struct Bad {
    std::string text;
    std::string reason;
};

class BadEndpoint : public testing::TestWithParam<Bad> {};

TEST_P(BadEndpoint, IsRefusedWithTheReason) {
    const auto [endpoint, fault] = Endpoint::parse(GetParam().text);
    EXPECT_FALSE(endpoint) << GetParam().text;
    EXPECT_NE(fault.find(GetParam().reason), std::string::npos) << GetParam().text << ": " << fault;
}

INSTANTIATE_TEST_SUITE_P(
    EndpointTest, BadEndpoint,
    testing::Values(Bad{"", "is empty"}, Bad{" ", "spaces"}, Bad{"host :4317", "spaces"}, Bad{"host:4317\n", "control"},
                    Bad{std::string("ho\0st", 5), "control"}, Bad{"h\xc3\xb6st:4317", "non-ASCII"},
                    Bad{"ftp://host:4317", "unknown scheme"}, Bad{"grpc://host", "unknown scheme"},
                    Bad{"://host", "unknown scheme"}, Bad{"http://http://host:4318", "port"}, Bad{"http://", "no host"},
                    Bad{":4317", "no host"}, Bad{"https:///v1", "no host"}, Bad{"host:0", "port"},
                    Bad{"host:65536", "port"}, Bad{"host:99999999999", "port"}, Bad{"host:abc", "port"},
                    Bad{"host:", "port"}, Bad{"host:43 17", "spaces"}, Bad{"host:+1", "port"}, Bad{"host:-1", "port"},
                    Bad{"host:4317x", "port"}, Bad{"user:pw@host:4317", "user information"},
                    Bad{"http://token@host", "user information"}, Bad{"host:4317?key=v", "query"},
                    Bad{"http://host/p#frag", "fragment"}, Bad{"::1:4317", "brackets"}, Bad{"a:b:c", "brackets"},
                    Bad{"[::1:4317", "'['"}, Bad{"[::g]:4317", "IPv6"}, Bad{"[]:1", "IPv6"},
                    Bad{"[fe80::1%eth0]:1", "zone"}, Bad{"[::1]4317", "between"}, Bad{"256.0.0.1:4317", "IPv4"},
                    Bad{"127.1:4317", "IPv4"}, Bad{"2130706433", "IPv4"}, Bad{"-host", "neither"},
                    Bad{"host-.x", "neither"}, Bad{"a..b", "neither"}, Bad{".a", "neither"}, Bad{"ho$t", "neither"},
                    Bad{"a\\b", "neither"}, Bad{std::string(64, 'a') + ".x", "neither"},
                    Bad{std::string(254, 'a'), "253"}));

TEST(EndpointTest, NeverRepeatsUserInformation) {
    EXPECT_EQ(Endpoint::parse("http://user:hunter2@host").fault.find("hunter2"), std::string::npos);
}

TEST(EndpointTest, HasOtlpsDefaultPortOfTheProtocol) {
    const auto endpoint = *Endpoint::parse("host").endpoint;
    EXPECT_EQ(endpoint.port_or_default(Protocol::Grpc), 4317);
    EXPECT_EQ(endpoint.port_or_default(Protocol::Http), 4318);
    EXPECT_EQ(Endpoint::parse("host:1").endpoint->port_or_default(Protocol::Http), 1);
}

TEST(EndpointTest, LetsTheSchemeDecideAboutTls) {
    EXPECT_TRUE(Endpoint::parse("host").endpoint->uses_tls(false));
    EXPECT_FALSE(Endpoint::parse("host").endpoint->uses_tls(true));
    EXPECT_TRUE(Endpoint::parse("https://host").endpoint->uses_tls(true));
    EXPECT_FALSE(Endpoint::parse("http://host").endpoint->uses_tls(false));
}

// Defect P-11 of the family: a scheme in the endpoint was doubled.
TEST(EndpointTest, WritesTheSchemeOnce) {
    EXPECT_EQ(Endpoint::parse("http://127.0.0.1:4318").endpoint->url(Protocol::Http, false), "http://127.0.0.1:4318");
    EXPECT_EQ(Endpoint::parse("127.0.0.1").endpoint->url(Protocol::Http, true), "http://127.0.0.1:4318");
}

TEST(EndpointTest, TellsThisMachineFromOthers) {
    for (const char* own : {"localhost", "LOCALHOST:1", "127.0.0.1", "127.255.255.254:9", "[::1]", "http://[0:0::1]:1",
                            "[::ffff:127.0.0.1]"}) {
        EXPECT_TRUE(Endpoint::parse(own).endpoint->is_loopback()) << own;
    }
    for (const char* other : {"localhost.example", "128.0.0.1", "0.0.0.0", "[::]", "[::2]", "127.example",
                              "[::ffff:10.0.0.1]", "localhost."}) {
        EXPECT_FALSE(Endpoint::parse(other).endpoint->is_loopback()) << other;
    }
}

// Random texts of the characters that matter, always the same ones: a failure can be repeated.
TEST(EndpointTest, EitherReadsBackWhatItUnderstoodOrSaysWhyItRefused) {
    constexpr std::string_view kCharacters = "0123456789abcdefxyz::..//[]@?#%-_ \t\r\n\xff";
    std::mt19937 random(20240229);
    int understood = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = i % 3 == 0 ? "http://" : "";
        for (auto length = random() % 12; length > 0; --length)
            text += kCharacters[random() % kCharacters.size()];
        const auto [endpoint, fault] = Endpoint::parse(text);
        ASSERT_NE(endpoint.has_value(), !fault.empty()) << text;
        if (!endpoint) continue;
        ++understood;
        const auto again = Endpoint::parse(endpoint->url(Protocol::Http, true)).endpoint;
        ASSERT_TRUE(again) << text;
        EXPECT_EQ(again->host(), endpoint->host()) << text;
        EXPECT_EQ(again->port(), endpoint->port_or_default(Protocol::Http)) << text;
        EXPECT_EQ(again->is_loopback(), endpoint->is_loopback()) << text;
    }
    EXPECT_GT(understood, 500);
}

}  // namespace
}  // namespace telemetryflow
