#include "domain/sampling_threshold.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace telemetryflow::sampling {
namespace {

TraceState state(std::string_view header) {
    return TraceState::from_header(header);
}

TraceId id_ending_in(std::uint64_t randomness) {
    TraceId id;
    id.bytes.fill(0xAA);
    for (std::size_t i = 0; i < 7; ++i)
        id.bytes[15 - i] = static_cast<std::uint8_t>(randomness >> (8 * i));
    return id;
}

// The table of "Converting floating-point probability to threshold value", precision 4.
TEST(SamplingThresholdTest, HasFourDigitsAsTheSpecificationsTable) {
    const std::pair<double, const char*> table[] = {
        {1, "0"},          {0.5, "8"},         {1.0 / 3, "aaab"},  {0.25, "c"},     {0.2, "cccd"},
        {0.125, "e"},      {0.1, "e666"},      {0.0625, "f"},      {0.01, "fd70a"}, {0.001, "ffbe77"},
        {1e-4, "fff9724"}, {1e-5, "ffff583a"}, {1e-6, "ffffef39"},
    };
    for (const auto& [probability, digits] : table) {
        const TraceState written = with_threshold({}, threshold_of(probability));
        EXPECT_EQ(written.to_header(), std::string("ot=th:") + digits) << probability;
        EXPECT_EQ(threshold_in(written), threshold_of(probability));
    }
}

TEST(SamplingThresholdTest, IsNeverAllOfTheRange) {
    for (const double smallest : {1e-16, 1.0 / static_cast<double>(kRange), 1e-300}) {
        EXPECT_LT(threshold_of(smallest), kRange) << smallest;
        EXPECT_GT(threshold_of(smallest), kRange - 4096) << smallest;
    }
}

TEST(SamplingThresholdTest, RandomnessIsTheEndOfTheTraceIdUnlessTheTracestateHasIt) {
    const TraceId id = id_ending_in(0x0123456789ABCD);
    EXPECT_EQ(randomness_of(id, {}), 0x0123456789ABCDU);
    EXPECT_EQ(randomness_of(id, state("ot=th:8")), 0x0123456789ABCDU);
    EXPECT_EQ(randomness_of(id, state("ot=rv:fedcba98765432")), 0xFEDCBA98765432U);
    EXPECT_EQ(randomness_of(id, state("a=b,ot=th:c;rv:fedcba98765432;x:1")), 0xFEDCBA98765432U);
    // What is no 14 lower-case digits is none.
    for (const char* malformed :
         {"ot=rv:fedcba9876543", "ot=rv:FEDCBA98765432", "ot=rv:", "ot=rv", "ot=rv:fedcba987654321"})
        EXPECT_EQ(randomness_of(id, state(malformed)), 0x0123456789ABCDU) << malformed;
}

TEST(SamplingThresholdTest, ReadsThresholdsWithoutTheirLastZeros) {
    EXPECT_EQ(threshold_in(state("ot=th:8")), kRange / 2);
    EXPECT_EQ(threshold_in(state("ot=rv:00000000000000;th:0")), 0U);
    EXPECT_EQ(threshold_in(state("ot=th:00000000000001")), 1U);
    for (const char* none :
         {"", "a=b", "ot=rv:00000000000000", "ot=th:", "ot=th:g", "ot=th:000000000000001", "ot=xth:8"})
        EXPECT_FALSE(threshold_in(state(none))) << none;
}

TEST(SamplingThresholdTest, AnotherThresholdLeavesEverythingElse) {
    const TraceState before = state("a=1,ot=rv:fedcba98765432;th:8;x:y,b=2");
    EXPECT_EQ(with_threshold(before, kRange / 4 * 3).to_header(), "ot=th:c;rv:fedcba98765432;x:y,a=1,b=2");
    EXPECT_EQ(with_threshold(before, std::nullopt).to_header(), "ot=rv:fedcba98765432;x:y,a=1,b=2");
    EXPECT_EQ(with_threshold(state("ot=th:8,a=1"), std::nullopt).to_header(), "a=1");
    EXPECT_EQ(with_threshold(state("a=1"), std::nullopt).to_header(), "a=1");
    EXPECT_EQ(with_threshold(state("a=1"), 0).to_header(), "ot=th:0,a=1");
    EXPECT_EQ(with_threshold(state("ot=;;th:1;"), 1).to_header(), "ot=th:00000000000001");
}

// An entry as long as tracestate allows has no room for a threshold too: then it stays as it was.
TEST(SamplingThresholdTest, ALongEntryIsNoOverflow) {
    const std::string entry = "ot=x:" + std::string(254, 'y');
    EXPECT_EQ(with_threshold(state(entry), 1).to_header(), entry);
}

}  // namespace
}  // namespace telemetryflow::sampling
