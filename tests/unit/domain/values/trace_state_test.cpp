// The tracestate header, which comes from other processes and may be anything (W3C Trace Context level 2).

#include "telemetryflow/domain/trace_state.hpp"

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

std::string read(std::string_view header) {
    return std::string(TraceState::from_header(header).to_header());
}

std::string members(int count) {
    std::string header;
    for (int i = 0; i < count; ++i)
        header += (i == 0 ? "" : ",") + std::string("k") + std::to_string(i) + "=v";
    return header;
}

TEST(TraceStateTest, IsReadAndWritten) {
    const struct {
        const char* in;
        const char* out;
    } cases[] = {
        {"", ""},
        {",", ""},
        {" \t ,\t", ""},
        {"foo=1", "foo=1"},
        {"foo=1,bar=2", "foo=1,bar=2"},
        {"foo=1 \t , \t bar=2, \t baz=3", "foo=1,bar=2,baz=3"},
        {"\t foo=1 \t", "foo=1"},
        {"foo=1,,bar=2,", "foo=1,bar=2"},
        {"foo=  1", "foo=  1"},
        {"foo=1 2", "foo=1 2"},
        {"1=a", "1=a"},
        {"a_-*/@=a", "a_-*/@=a"},
        {"foo@=1,foo@@bar=2,t@v=3", "foo@=1,foo@@bar=2,t@v=3"},
        {"foo=1,foo=2", "foo=1"},
        {"foo=1,bar=2,foo=1", "foo=1,bar=2"},
    };
    for (const auto& [in, out] : cases)
        EXPECT_EQ(read(in), out) << in;
}

TEST(TraceStateTest, IsDiscardedAsAWholeWhenOneMemberIsMalformed) {
    for (const std::string bad : {"foo", "=1", "foo =1", "FOO=1", "foo.bar=1", "@foo=1", "_foo=1", "foo=", "foo=a=b",
                                  "f\xC3\xB6=1", "foo=\xC3\xB6", "foo=\x7F", "foo=a\tb"}) {
        EXPECT_EQ(read(bad), "") << bad;
        EXPECT_EQ(read("good=1," + bad), "") << bad;
        EXPECT_EQ(read(bad + ",good=1"), "") << bad;
    }
    EXPECT_EQ(read(std::string("foo=a\0b", 7)), "");
}

TEST(TraceStateTest, TakesEveryCharacterThatAValueMayHaveAndNoOther) {
    for (int c = 0; c < 256; ++c) {
        const bool good = c >= 0x20 && c <= 0x7E && c != ',' && c != '=';
        const std::string header = std::string("k=a") + static_cast<char>(c) + "z";
        if (c == ',') continue;  // separates members
        EXPECT_EQ(read(header), good ? header : "") << c;
    }
}

TEST(TraceStateTest, LimitsKeysAndValuesTo256Characters) {
    const std::string long_key(256, 'z');
    EXPECT_EQ(read(long_key + "=1"), long_key + "=1");
    EXPECT_EQ(read(long_key + "z=1"), "");
    const std::string long_value(256, 'v');
    EXPECT_EQ(read("k=" + long_value), "k=" + long_value);
    EXPECT_EQ(read("k=" + long_value + "v"), "");
}

TEST(TraceStateTest, LimitsTheListTo32Members) {
    EXPECT_EQ(read(members(32)), members(32));
    EXPECT_EQ(read(members(32) + ", ,"), members(32)) << "empty members do not count";
    EXPECT_EQ(read(members(33)), "");
    EXPECT_EQ(read(members(32) + ",k0=again"), members(32)) << "a member that is dropped needs no place";
}

TEST(TraceStateTest, CutsWholeMembersOver512Bytes) {
    const std::string large = "large=" + std::string(200, 'x');
    std::string small;
    for (int i = 0; i < 20; ++i)
        small += ",s" + std::to_string(i) + "=" + std::string(16, 'y');
    EXPECT_EQ(read(large + small), small.substr(1)) << "a member over 128 bytes goes first, wherever it is";
    std::string unique;
    for (int i = 0; i < 30; ++i)
        unique += (i == 0 ? "" : ",") + std::string("key") + std::to_string(10 + i) + "=" + std::string(14, 'y');
    const std::string cut = read(unique);
    EXPECT_LE(cut.size(), TraceState::kMaxLength);
    EXPECT_GT(cut.size(), TraceState::kMaxLength - 21);
    EXPECT_TRUE(unique.starts_with(cut + ",")) << "then members from the end";
    const std::string fits = "a=" + std::string(126, 'x') + ",b=" + std::string(126, 'x') +
                             ",c=" + std::string(126, 'x') + ",d=" + std::string(123, 'x');
    ASSERT_EQ(fits.size(), 512U);
    EXPECT_EQ(read(fits), fits) << "512 bytes are passed on whole";
    EXPECT_EQ(read(fits + "x"), fits.substr(0, fits.rfind(',')));
}

TEST(TraceStateTest, GivesTheValueOfAKey) {
    const auto state = TraceState::from_header("foo=1,bar= two words");
    EXPECT_EQ(state.get("foo"), "1");
    EXPECT_EQ(state.get("bar"), " two words");
    EXPECT_EQ(state.get("ba"), "");
    EXPECT_EQ(TraceState().get("foo"), "");
}

TEST(TraceStateTest, AMutationMovesItsKeyToTheFrontAndKeepsTheOrderOfTheOthers) {
    const auto state = TraceState::from_header("a=1,b=2,c=3");
    EXPECT_EQ(state.with("b", "9").to_header(), "b=9,a=1,c=3");
    EXPECT_EQ(state.with("new", "0").to_header(), "new=0,a=1,b=2,c=3");
    EXPECT_EQ(state.without("b").to_header(), "a=1,c=3");
    EXPECT_EQ(state.without("x").to_header(), "a=1,b=2,c=3");
    EXPECT_EQ(TraceState().with("a", "1").to_header(), "a=1");
    EXPECT_TRUE(TraceState::from_header("a=1").without("a").empty());
    EXPECT_EQ(state.to_header(), "a=1,b=2,c=3") << "the value itself never changes";
}

TEST(TraceStateTest, AMalformedMutationChangesNothing) {
    const auto state = TraceState::from_header("a=1");
    for (const auto& [key, value] : {std::pair("", "1"), std::pair("A", "1"), std::pair("b", ""), std::pair("b", "x "),
                                     std::pair("b", "x,y"), std::pair("b", "x=y"), std::pair("b", "\n")}) {
        EXPECT_EQ(state.with(key, value), state) << key << "=" << value;
    }
}

TEST(TraceStateTest, ANewMemberPushesTheLastOf32Out) {
    const auto full = TraceState::from_header(members(32));
    EXPECT_EQ(full.with("new", "1").to_header(), "new=1," + members(31));
    EXPECT_EQ(full.with("k31", "2").to_header(), "k31=2," + members(31));
}

TEST(TraceStateTest, CopiesShareWhatTheyHoldAndOutliveEachOther) {
    TraceState copy;
    {
        const auto original = TraceState::from_header("a=1");
        copy = original;
        EXPECT_EQ(copy.to_header().data(), original.to_header().data());
        TraceState moved = std::move(copy);
        copy = moved;
        copy = *&copy;
    }
    EXPECT_EQ(copy.to_header(), "a=1");
    EXPECT_EQ(copy, TraceState::from_header(" a=1 "));
    EXPECT_NE(copy, TraceState());
    EXPECT_EQ(TraceState(), TraceState::from_header(""));
}

TEST(TraceStateTest, MayBeCopiedOnManyThreads) {
    const auto state = TraceState::from_header("a=1");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([state] {
            for (int round = 0; round < 2000; ++round) {
                const TraceState copy = state;
                ASSERT_EQ(copy.get("a"), "1");
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(state.to_header(), "a=1");
}

}  // namespace
}  // namespace telemetryflow
