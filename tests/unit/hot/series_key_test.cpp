#include "hot/series_key.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

TEST(SeriesKeyTest, EqualsOnlyItselfWhicheverPartChanges) {
    const std::vector<std::string> strings{"a", "b"};
    const std::vector<std::string> moved{"ab", ""};
    const std::vector<std::string_view> views{"a", "b"};
    const std::vector<std::int32_t> narrow{1, 2};
    const std::vector<std::int64_t> wide{1, 2};
    const std::vector<std::int64_t> shorter{1};
    const std::vector<double> doubles{1, 2};
    const bool booleans[] = {true, false};
    const std::vector<AttributeValue> values{"",
                                             "1",
                                             "2",
                                             1,
                                             2,
                                             1.0,
                                             0.0,
                                             -0.0,
                                             true,
                                             false,
                                             std::span<const std::string>(strings),
                                             std::span<const std::string>(moved),
                                             std::span<const std::string_view>(views),
                                             std::span<const std::int32_t>(narrow),
                                             std::span<const std::int64_t>(wide),
                                             std::span<const std::int64_t>(shorter),
                                             std::span<const double>(doubles),
                                             std::span<const bool>(booleans)};
    std::vector<std::vector<Attribute>> sets{{}};
    for (const AttributeValue& value : values) {
        sets.push_back({{"key", value}});
        sets.push_back({{"kez", value}});
        sets.push_back({{"first", 1}, {"key", value}});
        sets.push_back({{"key", value}, {"last", 1}});
    }
    std::vector<SeriesKey> keys;
    for (const std::vector<Attribute>& set : sets)
        keys.push_back({0, InstrumentKind::Counter, "name", "unit", set});
    keys.push_back({0, InstrumentKind::Gauge, "name", "unit", sets[1]});
    keys.push_back({0, InstrumentKind::Counter, "nameu", "nit", sets[1]});
    keys.push_back({0, InstrumentKind::Counter, "namf", "unit", sets[1]});
    keys.push_back({0, InstrumentKind::Counter, "name", "", sets[1]});
    keys.push_back({7, InstrumentKind::Counter, "", "", sets[1]});
    keys.push_back({8, InstrumentKind::Counter, "", "", sets[1]});
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ByteBuffer stored;
        ASSERT_TRUE(keys[i].store(stored));
        for (std::size_t k = 0; k < keys.size(); ++k)
            ASSERT_EQ(keys[k].equals(stored.data()), i == k) << i << ' ' << k;
    }
}

TEST(SeriesKeyTest, HashesByContentAndSeedAndNotByAddress) {
    const std::string text = "a value of some length";
    const std::string copy = text;
    const SeriesKey key{0, InstrumentKind::Counter, "n", "u", {}};
    const std::vector<Attribute> one{{"k", text}};
    const std::vector<Attribute> other{{"k", copy}};
    SeriesKey first = key;
    SeriesKey second = key;
    first.attributes = one;
    second.attributes = other;
    EXPECT_EQ(first.hash(1), second.hash(1));
    EXPECT_NE(first.hash(1), first.hash(2));
    EXPECT_NE(first.hash(1), key.hash(1));
}

TEST(SeriesKeyTest, IgnoresNameAndUnitWhereAnIdNamesTheInstrument) {
    const SeriesKey bare{5, InstrumentKind::Counter, "", "", {}};
    const SeriesKey named{5, InstrumentKind::Counter, "name", "unit", {}};
    ByteBuffer stored;
    ASSERT_TRUE(named.store(stored));
    EXPECT_TRUE(bare.equals(stored.data()));
    EXPECT_EQ(bare.hash(3), named.hash(3));
}

}  // namespace
}  // namespace telemetryflow::hot
