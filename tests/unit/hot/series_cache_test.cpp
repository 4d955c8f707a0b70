#include "hot/series_cache.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hot/series.hpp"

namespace telemetryflow::hot {
namespace {

SeriesKey key(const Attributes& attributes) {
    return {.kind = InstrumentKind::Counter, .name = "n", .unit = "u", .attributes = attributes};
}

const SeriesCache::Target* find(SeriesCache& cache, const SeriesKey& key, std::uint64_t hash) {
    const SeriesCache::Target* found = cache.find(key, hash, key.print());
    // What was found is also what the guess says from now on.
    EXPECT_EQ(cache.recall(key, key.print()), found);
    return found;
}

TEST(SeriesCacheTest, TellsKeysWithEqualHashesApart) {
    SeriesCache cache;
    Series one;
    Series two;
    EXPECT_EQ(find(cache, key({{"a", 1}}), 7), nullptr);
    cache.insert(key({{"a", 1}}), 7, {&one, nullptr, nullptr});
    cache.insert(key({{"a", 2}}), 7, {&two, nullptr, nullptr});
    EXPECT_EQ(find(cache, key({{"a", 1}}), 7)->series, &one);
    EXPECT_EQ(find(cache, key({{"a", 2}}), 7)->series, &two);
    EXPECT_EQ(find(cache, key({{"a", 3}}), 7), nullptr);
    cache.clear();
    EXPECT_EQ(find(cache, key({{"a", 1}}), 7), nullptr);
}

TEST(SeriesCacheTest, TellsEveryTypeAndSpellingApart) {
    const std::vector<std::string> strings{"a", "b"};
    const std::vector<std::string> joined{"ab"};
    const std::vector<std::int64_t> numbers{1, 2};
    const std::vector<double> doubles{1, 2};
    const std::vector<std::vector<Attribute>> sets = {
        {},
        {{"k", 1}},
        {{"k", true}},
        {{"k", 1.0}},
        {{"k", "1"}},
        {{"k", std::span<const std::string>(strings)}},
        {{"k", std::span<const std::string>(joined)}},
        {{"k", std::span<const std::int64_t>(numbers)}},
        {{"k", std::span<const double>(doubles)}},
        {{"k1", ""}},
        {{"k", 1}, {"l", 1}},
        {{"l", 1}, {"k", 1}},
    };
    SeriesCache cache;
    std::vector<Series> series(sets.size());
    for (std::size_t i = 0; i < sets.size(); ++i)
        cache.insert(key(sets[i]), 1, {&series[i], nullptr, nullptr});
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const auto* found = find(cache, key(sets[i]), 1);
        ASSERT_NE(found, nullptr) << i;
        EXPECT_EQ(found->series, &series[i]) << i;
        EXPECT_EQ(key(sets[i]).hash(5), key(sets[i]).hash(5));
    }
    SeriesKey renamed = key(sets[1]);
    renamed.unit = "nu";
    EXPECT_EQ(find(cache, renamed, 1), nullptr);
}

TEST(SeriesCacheTest, StaysCorrectWhileItGrowsAndStartsOver) {
    SeriesCache cache;
    std::vector<Series> series(10'000);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const Attribute attribute{"i", static_cast<std::int64_t>(i)};
        const SeriesKey made = key(std::span(&attribute, 1));
        cache.insert(made, made.hash(3), {&series[i], nullptr, nullptr});
        for (const std::size_t back : {std::size_t{0}, i / 2, i}) {
            const Attribute earlier{"i", static_cast<std::int64_t>(back)};
            const SeriesKey asked = key(std::span(&earlier, 1));
            const auto* found = find(cache, asked, asked.hash(3));
            ASSERT_TRUE(found != nullptr || back != i);  // the latest is always there
            EXPECT_TRUE(found == nullptr || found->series == &series[back]) << back;
        }
    }
}

}  // namespace
}  // namespace telemetryflow::hot
