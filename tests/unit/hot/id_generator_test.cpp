#include "hot/id_generator.hpp"

#include <set>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

TraceId trace_id_of(IdGenerator& ids) {
    TraceId id;
    ids.next_trace_id(id);
    return id;
}

TEST(IdGeneratorTest, GivesValidIdsThatDiffer) {
    IdGenerator ids;
    std::set<TraceId> traces;
    std::set<SpanId> spans;
    for (int i = 0; i < 10'000; ++i) {
        EXPECT_TRUE(traces.insert(trace_id_of(ids)).second);
        EXPECT_TRUE(spans.insert(ids.next_span_id()).second);
    }
    EXPECT_FALSE(traces.contains(TraceId{}));
    EXPECT_FALSE(spans.contains(SpanId{}));
}

TEST(IdGeneratorTest, DiffersBetweenGeneratorsAndAfterANewSeed) {
    IdGenerator one;
    IdGenerator two;
    EXPECT_NE(trace_id_of(one), trace_id_of(two));
    IdGenerator copy = one;
    EXPECT_EQ(copy.next_span_id(), IdGenerator(one).next_span_id());
    copy = one;
    copy.seed();
    EXPECT_NE(copy.next_span_id(), one.next_span_id());
}

}  // namespace
}  // namespace telemetryflow::hot
