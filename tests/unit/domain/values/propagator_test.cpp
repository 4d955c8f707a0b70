#include "telemetryflow/domain/propagator.hpp"

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

using List = std::vector<Propagator>;

TEST(PropagatorTest, HasTheNamesOfOpenTelemetry) {
    for (const auto& [propagator, name] :
         {std::pair(Propagator::TraceContext, "tracecontext"), std::pair(Propagator::Baggage, "baggage"),
          std::pair(Propagator::B3, "b3"), std::pair(Propagator::B3Multi, "b3multi")}) {
        EXPECT_EQ(to_string(propagator), name);
        EXPECT_EQ(propagator_from_string(name), propagator);
    }
    EXPECT_EQ(propagator_from_string("B3Multi"), Propagator::B3Multi);
    EXPECT_EQ(propagator_from_string("jaeger"), std::nullopt);
    EXPECT_EQ(to_string(static_cast<Propagator>(9)), "unknown");
}

TEST(PropagatorTest, AListIsReadInItsOrderAndEachOnce) {
    EXPECT_EQ(propagators_from_string("baggage, tracecontext"), (List{Propagator::Baggage, Propagator::TraceContext}));
    EXPECT_EQ(propagators_from_string("b3,b3,,b3"), (List{Propagator::B3}));
    EXPECT_EQ(propagators_from_string(" none "), List{});
    EXPECT_EQ(propagators_from_string(""), std::nullopt);
    EXPECT_EQ(propagators_from_string("b3,none"), std::nullopt);
    EXPECT_EQ(propagators_from_string("b3,other"), std::nullopt);
}

}  // namespace
}  // namespace telemetryflow
