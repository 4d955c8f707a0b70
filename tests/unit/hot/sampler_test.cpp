#include "hot/sampler.hpp"

#include <ostream>
#include <string>
#include <string_view>

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

// A context whose trace has the randomness of its first digit.
SpanContext parent(std::uint8_t randomness, bool sampled, bool remote, std::string_view tracestate = {}) {
    SpanContext context{with_randomness(randomness, 0), {{1}}, SpanContext::kRandomFlag, remote};
    context.trace_id.bytes[0] = 1;
    if (sampled) context.trace_flags |= SpanContext::kSampledFlag;
    context.trace_state = TraceState::from_header(tracestate);
    return context;
}

struct Decision {
    bool sampled = false;
    std::string tracestate;

    friend bool operator==(const Decision&, const Decision&) = default;
};

std::ostream& operator<<(std::ostream& out, const Decision& decision) {
    return out << (decision.sampled ? "sampled " : "not sampled ") << decision.tracestate;
}

Decision decide(const Sampler& sampler, const SpanContext& of_parent) {
    SpanContext span;
    span.trace_id = of_parent.trace_id;
    span.trace_state = sampler.inherited(of_parent);
    Decision decision;
    decision.sampled = sampler.decide(of_parent, span);
    decision.tracestate = span.trace_state.to_header();
    return decision;
}

TEST(SamplerTest, ARatioWritesItsThresholdIntoTheTracestateOfWhatItKeeps) {
    const Sampler half = ratio(0.5, false);
    EXPECT_EQ(half.root_state().to_header(), "ot=th:8");
    EXPECT_EQ(decide(half, parent(0x80, false, true, "a=1")), (Decision{true, "ot=th:8,a=1"}));
    EXPECT_EQ(decide(half, parent(0x7F, true, true, "a=1")), (Decision{false, "a=1"}));
    EXPECT_TRUE(ratio(1).root_state().to_header() == "ot=th:0");
    for (const auto kind : {SamplerConfig::Kind::AlwaysOn, SamplerConfig::Kind::AlwaysOff})
        EXPECT_TRUE(Sampler({kind, 1, true}).root_state().empty());
}

TEST(SamplerTest, ARatioDecidesByExplicitRandomness) {
    const Sampler half = ratio(0.5, false);
    EXPECT_EQ(decide(half, parent(0, false, true, "ot=rv:80000000000000")),
              (Decision{true, "ot=th:8;rv:80000000000000"}));
    EXPECT_EQ(decide(half, parent(0xFF, true, true, "ot=th:0;rv:7fffffffffffff")),
              (Decision{false, "ot=rv:7fffffffffffff"}));
}

TEST(SamplerTest, AParentsThresholdGoesOnWhenItIsTrue) {
    const Sampler follows = ratio(0.01);
    EXPECT_EQ(decide(follows, parent(0x80, true, true, "ot=th:8")), (Decision{true, "ot=th:8"}));
    EXPECT_EQ(decide(follows, parent(0x80, true, true, "ot=th:c")), (Decision{true, ""})) << "its trace is below";
    EXPECT_EQ(decide(follows, parent(0x80, false, true, "ot=th:8;x:y")), (Decision{false, "ot=x:y"}));
    EXPECT_EQ(decide(follows, parent(0x80, false, true, "ot=th:c")), (Decision{false, "ot=th:c"}));
    EXPECT_EQ(decide(follows, parent(0x80, true, true)), (Decision{true, ""})) << "nobody knows how likely it was";
    EXPECT_EQ(decide(follows, parent(0x80, true, false, "ot=th:c")), (Decision{true, "ot=th:c"}));
}

TEST(SamplerTest, OneThatIgnoresParentsCorrectsTheirThreshold) {
    const Sampler on({SamplerConfig::Kind::AlwaysOn, 1, false});
    const Sampler off({SamplerConfig::Kind::AlwaysOff, 1, false});
    EXPECT_TRUE(on.is_plain());
    EXPECT_EQ(on.inherited(parent(0x80, true, true, "ot=th:8,a=1")).to_header(), "ot=th:0,a=1");
    EXPECT_EQ(on.inherited(parent(0x80, true, true, "a=1")).to_header(), "a=1");
    EXPECT_EQ(off.inherited(parent(0x80, true, true, "ot=th:8,a=1")).to_header(), "a=1");
}

TEST(SamplerTest, EachKindOfParentHasItsDelegate) {
    SamplerConfig config{SamplerConfig::Kind::AlwaysOff, 1, true};
    config.remote_parent_sampled = {SamplerConfig::Kind::TraceIdRatio, 0.5};
    config.remote_parent_not_sampled = {SamplerConfig::Kind::AlwaysOn};
    config.local_parent_sampled = {SamplerConfig::Kind::AlwaysOff};
    config.local_parent_not_sampled = {SamplerConfig::Kind::TraceIdRatio, 0.25};
    const Sampler sampler(config);
    EXPECT_FALSE(sampler.is_plain());
    EXPECT_EQ(decide(sampler, parent(0x80, true, true)), (Decision{true, "ot=th:8"}));
    EXPECT_EQ(decide(sampler, parent(0x7F, true, true)), (Decision{false, ""}));
    EXPECT_EQ(decide(sampler, parent(0x00, false, true)), (Decision{true, ""}));
    EXPECT_EQ(decide(sampler, parent(0x00, false, true, "ot=th:8")), (Decision{true, "ot=th:0"}));
    EXPECT_EQ(decide(sampler, parent(0xFF, true, false)), (Decision{false, ""}));
    EXPECT_EQ(decide(sampler, parent(0xC0, false, false)), (Decision{true, "ot=th:c"}));
    EXPECT_EQ(decide(sampler, {}), (Decision{false, ""})) << "without a parent the root's sampler decides";
}

}  // namespace
}  // namespace telemetryflow::hot
