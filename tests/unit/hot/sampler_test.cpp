#include "hot/sampler.hpp"

#include <gtest/gtest.h>

#include "hot/id_generator.hpp"

namespace telemetryflow::hot {
namespace {

Sampler ratio(double share, bool parent_based = true) {
    return Sampler({SamplerConfig::Kind::TraceIdRatio, share, parent_based});
}

TraceId with_randomness(std::uint8_t first, std::uint8_t rest) {
    TraceId id;
    id.bytes.fill(rest);
    id.bytes[9] = first;
    return id;
}

TEST(SamplerTest, ComparesTheLastSevenBytesWithTheThreshold) {
    EXPECT_TRUE(ratio(0.5).should_sample({}, with_randomness(0x80, 0x00)));
    EXPECT_FALSE(ratio(0.5).should_sample({}, with_randomness(0x7F, 0xFF)));
    EXPECT_TRUE(ratio(0.25).should_sample({}, with_randomness(0xC0, 0x00)));
    EXPECT_FALSE(ratio(0.25).should_sample({}, with_randomness(0xBF, 0xFF)));
    EXPECT_TRUE(ratio(1).should_sample({}, with_randomness(0, 0)));
    EXPECT_FALSE(ratio(0).should_sample({}, with_randomness(0xFF, 0xFF)));
    EXPECT_FALSE(Sampler({SamplerConfig::Kind::AlwaysOff, 1, true}).should_sample({}, with_randomness(0xFF, 0xFF)));
}

TEST(SamplerTest, KeepsAboutTheShareThatWasAskedFor) {
    IdGenerator ids;
    const Sampler sampler = ratio(0.1);
    int kept = 0;
    for (int i = 0; i < 100'000; ++i) {
        TraceId id;
        ids.next_trace_id(id);
        kept += sampler.should_sample({}, id) ? 1 : 0;
    }
    EXPECT_NEAR(kept, 10'000, 700);
}

TEST(SamplerTest, FollowsTheParentUnlessToldNotTo) {
    const SpanContext sampled{{{1}}, {{1}}, SpanContext::kSampledFlag, true};
    const SpanContext unsampled{{{1}}, {{1}}, 0, true};
    EXPECT_TRUE(ratio(0).should_sample(sampled, sampled.trace_id));
    EXPECT_FALSE(ratio(1).should_sample(unsampled, unsampled.trace_id));
    EXPECT_FALSE(ratio(0, false).should_sample(sampled, sampled.trace_id));
    EXPECT_TRUE(ratio(1, false).should_sample(unsampled, unsampled.trace_id));
}

}  // namespace
}  // namespace telemetryflow::hot
