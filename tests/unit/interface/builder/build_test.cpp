#include <memory>
#include <type_traits>

#include <gtest/gtest.h>

#include "telemetryflow/build_result.hpp"

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

class SilentExporter : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override { return {}; }
};

TEST(BuildTest, BuildsAClientOrThrowsEveryFault) {
    auto complete = test::complete_builder();
    EXPECT_NO_THROW((void)complete.build());
    EXPECT_NO_THROW((void)complete.must_build());
    auto empty = test::builder_with({});
    EXPECT_THROW((void)empty.build(), BuilderError);
    EXPECT_THROW((void)empty.must_build(), BuilderError);
}

TEST(BuildTest, ReturnsTheFaultsOfATrialInsteadOfThrowingThem) {
    const auto built = test::complete_builder().try_build();
    EXPECT_TRUE(built);
    EXPECT_TRUE(built.faults.empty());
    const auto refused = test::builder_with({}).try_build();
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.faults.size(), 3U);
}

TEST(BuildTest, GivesAnExporterToOneClientOnly) {
    auto builder = test::complete_builder();
    builder.with_exporter(std::make_unique<SilentExporter>());
    EXPECT_TRUE(builder.try_build());
    EXPECT_TRUE(test::names_once(builder.try_build().faults, {"exporter", "with_exporter()"}));
    builder.with_exporter(std::make_unique<SilentExporter>());
    EXPECT_TRUE(builder.try_build());
}

TEST(BuildTest, HasTheFamilysShortcuts) {
    EXPECT_NO_THROW((void)new_simple("tfk_id", "tfs_secret", "localhost:4317", "checkout"));
    EXPECT_NO_THROW((void)must_new_simple("tfk_id", "tfs_secret", "localhost:4317", "checkout"));
    EXPECT_THROW((void)new_simple("id", "secret", "", ""), BuilderError);
    EXPECT_TRUE((std::is_same_v<decltype(new_builder()), TelemetryFlowBuilder>));
}

}  // namespace
}  // namespace telemetryflow
