// examples/custom_command: one command makes a counter, a histogram and a log that the interceptor enriched.

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

TEST(CustomCommandExampleTest, TheHandlerRecordsAndTheInterceptorEnriches) {
    const testing::LocalBackend backend;
    Program program(EXAMPLE_CUSTOM_COMMAND, {}, reporting_to(backend, "http"));
    ASSERT_EQ(program.wait(), 0) << program.output();
    EXPECT_EQ(program.last_line(), "2 orders placed");

    const json logs = items(backend, "logs");
    ASSERT_EQ(logs.size(), 2U);
    for (const json& log : logs) {
        EXPECT_EQ(log.at("body"), "order placed");
        EXPECT_EQ(log.at("attributes").at("tenant"), "acme");
        EXPECT_TRUE(log["attributes"].contains("order.id")) << "what the handler gave is kept";
    }
    const json placed = items(backend, "metrics?name=orders.placed");
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].at("value"), 2);
    EXPECT_FALSE(placed[0].at("attributes").contains("tenant"));
    EXPECT_EQ(items(backend, "metrics?name=order.amount")[0].at("sum"), 24.9);
}

}  // namespace
}  // namespace telemetryflow::tests
