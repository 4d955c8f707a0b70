#include "infrastructure/query/query_string.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

TEST(QueryStringTest, IsEmptyWithoutParameters) {
    EXPECT_EQ(QueryString().text(), "");
    EXPECT_EQ(QueryString().add_unless_empty("service", "").add(TimeRange{}).add(AttributeMap{}).text(), "");
}

TEST(QueryStringTest, JoinsParameters) {
    EXPECT_EQ(QueryString().add("a", "1").add_unless_empty("b", "2").text(), "?a=1&b=2");
}

TEST(QueryStringTest, EncodesEverythingThatIsNotUnreserved) {
    EXPECT_EQ(QueryString().add("q", "a b&c=d+e/?#%\xC3\xA9").text(), "?q=a%20b%26c%3Dd%2Be%2F%3F%23%25%C3%A9");
    EXPECT_EQ(QueryString().add("q", "AZaz09-._~").text(), "?q=AZaz09-._~");
    EXPECT_EQ(QueryString().add("q", "\r\nHost: x").text(), "?q=%0D%0AHost%3A%20x");
}

TEST(QueryStringTest, WritesTimesInNanoseconds) {
    EXPECT_EQ(QueryString().add(TimeRange{.start_unix_nano = 1, .end_unix_nano = {}}).text(), "?start=1");
    EXPECT_EQ(QueryString()
                  .add(TimeRange{.start_unix_nano = 0, .end_unix_nano = std::numeric_limits<std::uint64_t>::max()})
                  .text(),
              "?start=0&end=18446744073709551615");
}

TEST(QueryStringTest, RepeatsAttributesAsKeyAndValueInOneParameter) {
    EXPECT_EQ(QueryString().add(AttributeMap{{"http.route", "/a=b"}, {"n", "5"}}).text(),
              "?attribute=http.route%3D%2Fa%3Db&attribute=n%3D5");
}

TEST(QueryStringTest, WritesTheOffsetOnlyWhenThereIsOne) {
    EXPECT_EQ(QueryString().add(Page{}).text(), "?limit=100");
    EXPECT_EQ(QueryString().add(Page{.limit = 5, .offset = 10}).text(), "?limit=5&offset=10");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
