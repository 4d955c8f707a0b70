#include "store/trace_shape.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::local {
namespace {

SpanLink span(const std::string& id, const std::string& parent) {
    return {id, parent, "span " + id, "service " + id};
}

TEST(TraceShapeTest, FindsTheRootAndTheLongestWay) {
    const auto shape = shape_of({span("b", "a"), span("a", ""), span("c", "b"), span("d", "a")});
    EXPECT_EQ(shape.root_name, "span a");
    EXPECT_EQ(shape.service, "service a");
    EXPECT_EQ(shape.depth, 3);
}

TEST(TraceShapeTest, TakesTheFirstOrphanWhenTheRootHasNotArrived) {
    const auto shape = shape_of({span("c", "b"), span("b", "remote"), span("d", "c")});
    EXPECT_EQ(shape.root_name, "span b");
    EXPECT_EQ(shape.depth, 3);
}

TEST(TraceShapeTest, EndsOnACircle) {
    const auto shape = shape_of({span("a", "b"), span("b", "a"), span("c", "c")});
    EXPECT_EQ(shape.root_name, "span a");
    EXPECT_GE(shape.depth, 1);
    EXPECT_LE(shape.depth, 3);
}

TEST(TraceShapeTest, CountsASpanThatArrivedTwiceOnce) {
    EXPECT_EQ(shape_of({span("a", ""), span("a", ""), span("b", "a"), span("b", "a")}).depth, 2);
}

TEST(TraceShapeTest, WalksDeepTracesWithoutRecursion) {
    std::vector<SpanLink> chain{span("0", "")};
    for (int i = 1; i < 100'000; ++i)
        chain.push_back(span(std::to_string(i), std::to_string(i - 1)));
    EXPECT_EQ(shape_of(chain).depth, 100'000);
}

}  // namespace
}  // namespace telemetryflow::local
