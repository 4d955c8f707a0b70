// The baggage header, which comes from other processes and may be anything (W3C Baggage).

#include "telemetryflow/domain/baggage.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

std::string rewritten(std::string_view header) {
    return std::string(Baggage::from_header(header).to_header());
}

TEST(BaggageTest, IsReadAndWritten) {
    const struct {
        const char* in;
        const char* out;
    } cases[] = {
        {"", ""},
        {" , ,", ""},
        {"k=v", "k=v"},
        {"k=", "k="},
        {"a=1,b=2", "a=1,b=2"},
        {" a \t= 1 \t, b=2 ", "a=1,b=2"},
        {"a=1;p=x;q , b=2", "a=1;p=x;q,b=2"},
        {"a=1 ; p = x", "a=1;p=x"},
        {"a=1;p=\t\t=x;q", "a=1;p==x;q"},
        {"a=x=y", "a=x=y"},
        {"a=%20", "a=%20"},
        {"a=%C3%84", "a=%C3%84"},
        {"a=%41", "a=A"},
        {"a=100%", "a=100%25"},
        {"a=%zz", "a=%25zz"},
        {"a=%FF", "a=%EF%BF%BD"},
        {"a=1,a=2", "a=2"},
        {"a=1,b=2,a=3", "a=3,b=2"},
        {"!#$%&'*+-.^_`|~=1", "!#$%&'*+-.^_`|~=1"},
    };
    for (const auto& [in, out] : cases)
        EXPECT_EQ(rewritten(in), out) << in;
}

TEST(BaggageTest, LeavesOutTheMembersThatAreMalformedAndOnlyThose) {
    for (const std::string bad : {"a", "=1", "a b=1", "\xC3\xA4=1", "a=x y", "a=\"x\"", "a=x\\y", "a=\xC3\xA4", "(a)=1",
                                  "a=1;", "a=1;=x", "a=1;p=x y", "a=1;;p"}) {
        const bool trailing = bad == "a=1;";  // nothing behind the semicolon is no property, and no harm
        EXPECT_EQ(rewritten("x=1," + bad + ",y=2"), trailing ? "x=1,a=1,y=2" : "x=1,y=2") << bad;
    }
}

TEST(BaggageTest, DecodesValuesAndKeepsWhatIsBehindThem) {
    const auto baggage = Baggage::from_header("user=J%C3%BCrgen%20M;ttl=3;sticky,tenant=7");
    ASSERT_EQ(baggage.entries().size(), 2U);
    EXPECT_EQ(baggage.entries()[0], (BaggageEntry{"user", "J\xC3\xBCrgen M", "ttl=3;sticky"}));
    EXPECT_EQ(baggage.get("user"), "J\xC3\xBCrgen M");
    EXPECT_EQ(baggage.get("tenant"), "7");
    EXPECT_EQ(baggage.get("Tenant"), std::nullopt) << "names have case";
    EXPECT_EQ(Baggage().get("user"), std::nullopt);
}

TEST(BaggageTest, EveryByteOfAValueSurvivesTheHeader) {
    for (unsigned c = 0; c < 128; ++c) {
        const std::string value = std::string("a") + static_cast<char>(c) + "z";
        const auto baggage = Baggage().with("k", value);
        EXPECT_EQ(Baggage::from_header(baggage.to_header()).get("k"), value) << c;
    }
    const std::string broken = "a\xFFz";
    EXPECT_EQ(Baggage().with("k", broken).get("k"), "a\xEF\xBF\xBDz");
}

TEST(BaggageTest, IsChangedInCopies) {
    const auto one = Baggage().with("a", "1");
    const auto two = one.with("b", "2", "p=1;q");
    EXPECT_EQ(one.to_header(), "a=1");
    EXPECT_EQ(two.to_header(), "a=1,b=2;p=1;q");
    EXPECT_EQ(two.with("a", "9").to_header(), "a=9,b=2;p=1;q");
    EXPECT_EQ(two.without("a").to_header(), "b=2;p=1;q");
    EXPECT_EQ(two.without("x"), two);
    EXPECT_TRUE(one.without("a").empty());
    EXPECT_EQ(one.without("a"), Baggage());
}

TEST(BaggageTest, RefusesWhatCouldNotTravel) {
    const auto baggage = Baggage().with("a", "1");
    EXPECT_EQ(baggage.with("", "1"), baggage);
    EXPECT_EQ(baggage.with("b c", "1"), baggage);
    EXPECT_EQ(baggage.with("b", "1", "p=x y"), baggage);
    EXPECT_EQ(baggage.with("b", "1", "p,q"), baggage);
}

TEST(BaggageTest, Passes64MembersOn) {
    std::string header;
    for (int i = 0; i < 64; ++i)
        header += (i == 0 ? "" : ",") + std::string("k") + std::to_string(i) + "=v";
    EXPECT_EQ(rewritten(header), header);
    EXPECT_EQ(rewritten(header + ",k64=v"), header);
    EXPECT_EQ(rewritten(header + ",k0=w"), "k0=w" + header.substr(4)) << "a known name needs no place";
    const auto full = Baggage::from_header(header);
    EXPECT_EQ(full.with("more", "1"), full);
    EXPECT_EQ(full.with("k7", "1").get("k7"), "1");
}

TEST(BaggageTest, Passes8192BytesOnAndWholeMembersOnly) {
    const std::string half = std::string(4094, 'v');  // "a=" makes 4096
    const std::string exact = "a=" + half + ",b=" + half.substr(1);
    ASSERT_EQ(exact.size(), 8192U);
    EXPECT_EQ(rewritten(exact), exact);
    EXPECT_EQ(rewritten(exact + "v"), "a=" + half);
    EXPECT_EQ(rewritten("a=" + half + ",b=" + half + ",c=1"), "a=" + half + ",c=1") << "what fits still goes";
    EXPECT_EQ(rewritten("a=" + std::string(8191, 'v')), "");
    const auto large = Baggage::from_header("a=" + half);
    EXPECT_EQ(large.with("b", half), large);
    EXPECT_EQ(large.with("b", half.substr(1)).get("b"), half.substr(1));
}

}  // namespace
}  // namespace telemetryflow
