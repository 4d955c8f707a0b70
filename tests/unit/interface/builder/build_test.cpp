#include <atomic>
#include <cmath>
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

class CountingDiagnostics final : public Diagnostics {
public:
    explicit CountingDiagnostics(std::atomic<int>& lines) : lines_(lines) {}
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override { ++lines_; }

private:
    std::atomic<int>& lines_;
};

class RefusingExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override {
        ExportResult result;
        result.outcome = ExportOutcome::Refused;
        result.reason = "test";
        return result;
    }
};

TEST(BuildTest, TellsDiagnosticsOfTheUsersWhatGoesWrong) {
    std::atomic<int> lines{0};
    auto builder = test::complete_builder();
    builder.with_exporter(std::make_unique<RefusingExporter>())
        .with_durability(Durability::Memory)  // without a folder for more, that would be told too
        .with_diagnostics(std::make_unique<CountingDiagnostics>(lines));
    auto client = builder.build();
    client.initialize();
    client.log_info("refused");
    client.flush();
    EXPECT_EQ(lines, 1);
}

TEST(BuildTest, RefusesInstrumentsThatCannotWork) {
    auto builder = test::complete_builder();
    builder.with_exporter(std::make_unique<SilentExporter>());
    auto client = builder.build();
    EXPECT_THROW((void)client.counter("early"), NotInitializedError);
    client.initialize();
    EXPECT_THROW((void)client.counter(""), TelemetryFlowError);
    EXPECT_THROW((void)client.histogram("h", {.boundaries = {1, 1}}), TelemetryFlowError);
    EXPECT_THROW((void)client.histogram("h", {.boundaries = {2, 1}}), TelemetryFlowError);
    EXPECT_THROW((void)client.histogram("h", {.boundaries = {std::nan("")}}), TelemetryFlowError);
    EXPECT_NO_THROW((void)client.histogram("h", {.boundaries = {1, 2}}));
}

TEST(BuildTest, HasTheFamilysShortcuts) {
    EXPECT_NO_THROW((void)new_simple("tfk_id", "tfs_secret", "localhost:4317", "checkout"));
    EXPECT_NO_THROW((void)must_new_simple("tfk_id", "tfs_secret", "localhost:4317", "checkout"));
    EXPECT_THROW((void)new_simple("id", "secret", "", ""), BuilderError);
    EXPECT_EQ(new_client(test::complete_builder().build_config()).config(), test::complete_builder().build_config());
    EXPECT_THROW((void)new_client(TelemetryConfig{}), ConfigError);
    EXPECT_TRUE((std::is_same_v<decltype(new_builder()), TelemetryFlowBuilder>));
}

}  // namespace
}  // namespace telemetryflow
