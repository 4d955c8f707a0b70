#include "hot/scope_table.hpp"

#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/version.hpp"

namespace telemetryflow::hot {
namespace {

class ScopeTableTest : public ::testing::Test {
protected:
    const Scope& add(const InstrumentationScope& scope) {
        return table_.find_or_add(scope, [this](const std::string& bytes) { kept_.push_back(bytes); });
    }
    std::vector<ScopeFields> read_back() const {
        std::vector<ScopeFields> scopes;
        table_.with_bytes([&](const std::string& bytes) { scopes = ScopeFields::from_bytes(bytes); });
        return scopes;
    }

    RecordingLimits limits_;
    ScopeTable table_{limits_};
    std::vector<std::string> kept_;
};

TEST_F(ScopeTableTest, BeginsWithTheOneOfTheSdk) {
    EXPECT_EQ(table_.at(Scope::kOwn).name, "telemetryflow");
    EXPECT_EQ(table_.at(Scope::kOwn).version, kVersion);
    EXPECT_EQ(&add({.name = "telemetryflow", .version = kVersion}), &table_.at(Scope::kOwn));
    EXPECT_TRUE(kept_.empty());
}

TEST_F(ScopeTableTest, TellsScopesApartByEverythingTheyHave) {
    static constexpr Attribute kOne[] = {{"k", 1}};
    static constexpr Attribute kTwo[] = {{"k", 2}};
    std::set<std::uint16_t> ids{Scope::kOwn};
    for (const InstrumentationScope& scope :
         {InstrumentationScope{}, InstrumentationScope{.name = "a"}, InstrumentationScope{.name = "b"},
          InstrumentationScope{.name = "a", .version = "1"}, InstrumentationScope{.name = "a", .version = "2"},
          InstrumentationScope{.name = "a", .version = "1", .schema_url = "https://example.com/1"},
          InstrumentationScope{.name = "a", .version = "1", .attributes = Attributes(kOne)},
          InstrumentationScope{.name = "a", .version = "1", .attributes = Attributes(kTwo)}}) {
        const Scope& made = add(scope);
        EXPECT_TRUE(ids.insert(made.id).second);
        EXPECT_EQ(&add(scope), &made);
        EXPECT_EQ(&table_.at(made.id), &made);
    }
}

TEST_F(ScopeTableTest, TakesTheOrderOfAttributesForNothing) {
    EXPECT_EQ(&add({.name = "a", .attributes = {{"x", 1}, {"y", "2"}}}),
              &add({.name = "a", .attributes = {{"y", "2"}, {"x", 1}}}));
}

TEST_F(ScopeTableTest, GivesAllOfThemToBeKeptWithEachNewOne) {
    const Scope& first = add({.name = "first"});
    const Scope& second = add({.name = "second", .schema_url = "https://example.com/schema"});
    ASSERT_EQ(kept_.size(), 2U);
    EXPECT_EQ(ScopeFields::from_bytes(kept_[0]).size(), 2U);
    const std::vector<ScopeFields> scopes = read_back();
    ASSERT_EQ(scopes.size(), 3U);
    EXPECT_EQ(scopes[first.id].scope, first.fields.scope);
    EXPECT_EQ(scopes[first.id].schema_url, "");
    EXPECT_EQ(scopes[second.id].scope, second.fields.scope);
    EXPECT_EQ(scopes[second.id].schema_url, second.fields.schema_url);
    EXPECT_NE(second.fields.schema_url.find("https://example.com/schema"), std::string::npos);
}

TEST_F(ScopeTableTest, GivesTheSdksOwnBeyondItsBound) {
    for (std::size_t i = 1; i < ScopeTable::kMaxScopes; ++i)
        EXPECT_EQ(add({.name = std::to_string(i)}).id, i);
    EXPECT_EQ(add({.name = "one too many"}).id, Scope::kOwn);
    EXPECT_EQ(add({.name = "17"}).id, 17U);
    EXPECT_EQ(table_.at(0xFFFF).id, Scope::kOwn);
    EXPECT_EQ(read_back().size(), ScopeTable::kMaxScopes);
}

TEST_F(ScopeTableTest, IsTheSameForAllThreads) {
    std::vector<std::thread> threads;
    std::vector<std::vector<std::uint16_t>> ids(4);
    for (auto& of_thread : ids) {
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i)
                of_thread.push_back(table_.find_or_add({.name = std::to_string(i)}, [](const std::string&) {}).id);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& of_thread : ids)
        EXPECT_EQ(of_thread, ids.front());
    EXPECT_EQ(read_back().size(), 101U);
}

TEST(ScopeFieldsTest, ReadsNoMoreThanWhatIsWhole) {
    RecordingLimits limits;
    ScopeTable table(limits);
    const auto ignore = [](const std::string&) {};
    static_cast<void>(
        table.find_or_add({.name = std::string(200, 'n'), .schema_url = "https://example.com/1"}, ignore));
    std::string bytes;
    table.with_bytes([&](const std::string& all) { bytes = all; });
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const std::vector<ScopeFields> scopes = ScopeFields::from_bytes(std::string_view(bytes).substr(0, size));
        EXPECT_LE(scopes.size(), 2U);
        for (std::size_t i = 0; i < scopes.size(); ++i)
            EXPECT_EQ(scopes[i].scope, table.at(static_cast<std::uint16_t>(i)).fields.scope);
    }
    EXPECT_TRUE(ScopeFields::from_bytes("something else").empty());
    EXPECT_TRUE(ScopeFields::from_bytes("\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF").empty());
}

}  // namespace
}  // namespace telemetryflow::hot
