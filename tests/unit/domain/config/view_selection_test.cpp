#include "domain/view_selection.hpp"

#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/domain/telemetry_config.hpp"

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::valid_config;

TEST(ViewSelectionTest, NeedsEveryCriterionThatIsGiven) {
    const ViewCandidate candidate{ViewInstrument::Counter, "n", "By", "lib", "1", "url"};
    EXPECT_TRUE(
        selects({.instrument_name = "n", .instrument_type = ViewInstrument::Counter, .meter_name = "lib"}, candidate));
    EXPECT_FALSE(selects({.instrument_name = "m"}, candidate));
    EXPECT_FALSE(selects({.instrument_name = "n", .instrument_type = ViewInstrument::Gauge}, candidate));
    EXPECT_FALSE(selects({.instrument_name = "n", .instrument_unit = "by"}, candidate)) << "units have case";
    EXPECT_FALSE(selects({.instrument_name = "n", .meter_name = "Lib"}, candidate));
    EXPECT_FALSE(selects({.instrument_name = "n", .meter_version = "2"}, candidate));
    EXPECT_FALSE(selects({.instrument_name = "n", .meter_schema_url = "other"}, candidate));
}

TEST(ViewSelectionTest, KnowsWhichAggregationsMakeSense) {
    EXPECT_TRUE(is_compatible(ViewAggregation::Sum, ViewInstrument::Histogram));
    EXPECT_FALSE(is_compatible(ViewAggregation::Sum, ViewInstrument::ObservableGauge));
    EXPECT_FALSE(is_compatible(ViewAggregation::LastValue, ViewInstrument::Counter));
    EXPECT_TRUE(is_compatible(ViewAggregation::Base2ExponentialHistogram, ViewInstrument::Gauge));
    EXPECT_FALSE(is_compatible(ViewAggregation::ExplicitBucketHistogram, ViewInstrument::ObservableCounter));
    EXPECT_TRUE(is_compatible(ViewAggregation::Drop, ViewInstrument::ObservableCounter));
}

class FaultyView : public testing::TestWithParam<std::pair<const char*, View>> {};

TEST_P(FaultyView, IsNamedWithItsFault) {
    TelemetryConfig config = valid_config();
    config.views = {{.instrument_name = "fine"}, GetParam().second};
    const auto faults = config.validate();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].rfind("views[1]", 0), 0U) << faults[0];
    EXPECT_NE(faults[0].find(GetParam().first), std::string::npos) << faults[0];
}

INSTANTIATE_TEST_SUITE_P(
    ViewValidationTest, FaultyView,
    testing::Values(std::pair("selects nothing", View{.description = "x"}),
                    std::pair("one name to several", View{.instrument_name = "a*", .name = "b"}),
                    std::pair("one name to several", View{.meter_name = "lib", .name = "b"}),
                    std::pair("has boundaries", View{.instrument_name = "a", .boundaries = {1}}),
                    std::pair("strictly increasing", View{.instrument_name = "a",
                                                          .aggregation = ViewAggregation::ExplicitBucketHistogram,
                                                          .boundaries = {2, 1}}),
                    std::pair("max_size must be", View{.instrument_name = "a", .max_size = 1}),
                    std::pair("max_size must be", View{.instrument_name = "a", .max_size = 161}),
                    std::pair("max_scale must be", View{.instrument_name = "a", .max_scale = 21}),
                    std::pair("cardinality_limit must be", View{.instrument_name = "a", .cardinality_limit = 0})));

TEST(ViewValidationTest, TakesWhatMakesSense) {
    TelemetryConfig config = valid_config();
    config.views = {{.instrument_name = "*"},
                    {.instrument_name = "a", .name = "b"},
                    {.instrument_type = ViewInstrument::Histogram,
                     .aggregation = ViewAggregation::ExplicitBucketHistogram,
                     .boundaries = {1, 2}},
                    {.meter_name = "lib", .aggregation = ViewAggregation::Base2ExponentialHistogram, .max_size = 2}};
    EXPECT_TRUE(config.validate().empty());
}

}  // namespace
}  // namespace telemetryflow
