#include "hot/temporality_rules.hpp"

#include <tuple>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

// The table of OpenTelemetry's OTLP metrics exporter.
TEST(TemporalityRulesTest, AreThoseOfTheSpecification) {
    constexpr auto kDelta = Temporality::Delta;
    constexpr auto kCumulative = Temporality::Cumulative;
    for (const auto& [kind, with_delta, with_low_memory] :
         {std::tuple(InstrumentKind::Counter, kDelta, kDelta), std::tuple(InstrumentKind::Histogram, kDelta, kDelta),
          std::tuple(InstrumentKind::ObservableCounter, kDelta, kCumulative),
          std::tuple(InstrumentKind::UpDownCounter, kCumulative, kCumulative),
          std::tuple(InstrumentKind::ObservableUpDownCounter, kCumulative, kCumulative)}) {
        EXPECT_EQ(temporality_of(kind, Temporality::Cumulative), kCumulative) << static_cast<int>(kind);
        EXPECT_EQ(temporality_of(kind, Temporality::Delta), with_delta) << static_cast<int>(kind);
        EXPECT_EQ(temporality_of(kind, Temporality::LowMemory), with_low_memory) << static_cast<int>(kind);
    }
}

}  // namespace
}  // namespace telemetryflow::hot
