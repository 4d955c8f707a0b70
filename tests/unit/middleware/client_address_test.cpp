#include "middleware/client_address.hpp"

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "support/header_list.hpp"

namespace telemetryflow::middleware {
namespace {

using tests::HeaderList;

std::string found(const std::vector<std::string>& trusted, std::string_view peer, const HeaderList& headers) {
    return std::string(ClientAddress(trusted).find(peer, headers).view());
}

TEST(ClientAddressTest, IsThePeerUnlessThatIsATrustedProxy) {
    const HeaderList claim{{"X-Forwarded-For", "203.0.113.9"}, {"Forwarded", "for=203.0.113.9"}};
    EXPECT_EQ(found({}, "198.51.100.1", claim), "198.51.100.1") << "nobody is trusted by default";
    EXPECT_EQ(found({"10.0.0.0/8"}, "198.51.100.1", claim), "198.51.100.1");
    EXPECT_EQ(found({"10.0.0.0/8"}, "10.1.1.1", claim), "203.0.113.9");
    EXPECT_EQ(found({"10.0.0.0/8"}, "10.1.1.1", {}), "10.1.1.1");
    EXPECT_EQ(found({"10.0.0.0/8"}, "", claim), "");
}

TEST(ClientAddressTest, IsTheNearestAddressThatNoTrustedProxyHas) {
    const std::vector<std::string> trusted{"10.0.0.0/8", "::1"};
    const struct {
        HeaderList headers;
        const char* expected;
    } cases[] = {
        {{{"x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.2.2.2"}}, "203.0.113.9"},
        {{{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-for", "203.0.113.9"}}, "203.0.113.9"},
        {{{"x-forwarded-for", "10.3.3.3, 10.2.2.2"}}, "10.3.3.3"},
        {{{"x-forwarded-for", "203.0.113.9:4711"}}, "203.0.113.9"},
        {{{"x-forwarded-for", "[2001:db8::7]:4711"}}, "2001:db8::7"},
        {{{"x-forwarded-for", "2001:db8::7"}}, "2001:db8::7"},
        {{{"x-forwarded-for", "1.1.1.1, unknown"}}, "10.1.1.1"},
        {{{"x-forwarded-for", "1.1.1.1, evil\", 10.2.2.2"}}, "10.2.2.2"},
        {{{"x-forwarded-for", ""}}, "10.1.1.1"},
        {{{"forwarded", "for=203.0.113.9"}}, "203.0.113.9"},
        {{{"forwarded", "For=203.0.113.9;proto=https;by=10.0.0.1"}}, "203.0.113.9"},
        {{{"forwarded", "proto=https; for=\"203.0.113.9:80\""}}, "203.0.113.9"},
        {{{"forwarded", "for=1.1.1.1, for=\"[2001:db8::7]:1234\", for=10.2.2.2"}}, "2001:db8::7"},
        {{{"forwarded", "for=_hidden"}}, "10.1.1.1"},
        {{{"forwarded", "proto=https"}}, "10.1.1.1"},
        {{{"forwarded", "for=203.0.113.9"}, {"x-forwarded-for", "1.1.1.1"}}, "203.0.113.9"},
    };
    for (const auto& [headers, expected] : cases)
        EXPECT_EQ(found(trusted, "10.1.1.1", headers), expected) << headers.front().second;
    EXPECT_EQ(found(trusted, "::1", {{"x-forwarded-for", "203.0.113.9"}}), "203.0.113.9");
}

TEST(ClientAddressTest, IgnoresAChainThatIsTooLong) {
    std::string chain = "203.0.113.9";
    while (chain.size() < 2000)
        chain = "1.1.1.1, " + chain;
    EXPECT_EQ(found({"10.0.0.0/8"}, "10.1.1.1", {{"x-forwarded-for", chain}}), "10.1.1.1");
}

TEST(ClientAddressTest, RefusesProxiesThatAreNoAddresses) {
    try {
        ClientAddress({"10.0.0.0/8", "proxy.local", "10.0.0.0/99"});
        FAIL();
    } catch (const ConfigError& error) {
        ASSERT_EQ(error.faults().size(), 2U);
        EXPECT_NE(error.faults()[0].find("proxy.local"), std::string::npos);
        EXPECT_NE(error.faults()[1].find("10.0.0.0/99"), std::string::npos);
    }
}

}  // namespace
}  // namespace telemetryflow::middleware
