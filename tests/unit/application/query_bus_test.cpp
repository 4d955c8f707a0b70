#include "telemetryflow/application/query_bus.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/application/ports/telemetry_reader.hpp"
#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow {
namespace {

// The data queries are answered by a reader, as the client does it.
class FakeReader final : public TelemetryReader {
public:
    MetricQueryResult get_metric(const GetMetricQuery& query) override { return {.name = query.name}; }
    AggregatedMetricResult aggregate_metrics(const AggregateMetricsQuery& query) override {
        return {.name = query.name};
    }
    LogsQueryResult get_logs(const GetLogsQuery&) override { return {.total = 4}; }
    TraceQueryResult get_trace(const GetTraceQuery& query) override { return {.trace_id = query.trace_id}; }
    TracesSearchResult search_traces(const SearchTracesQuery&) override { return {.total = 5}; }
};

struct FakeQueryHandler {
    FakeReader reader;

    SDKStatusResult handle(const GetSDKStatusQuery&) { return {.initialized = true}; }
    HealthQueryResult handle(const GetHealthQuery& query) {
        HealthQueryResult result{.status = HealthStatus::Healthy};
        if (query.include_components) result.components.push_back({.name = "exporter"});
        return result;
    }
    MetricQueryResult handle(const GetMetricQuery& query) { return reader.get_metric(query); }
    AggregatedMetricResult handle(const AggregateMetricsQuery& query) { return reader.aggregate_metrics(query); }
    LogsQueryResult handle(const GetLogsQuery& query) { return reader.get_logs(query); }
    TraceQueryResult handle(const GetTraceQuery& query) { return reader.get_trace(query); }
    TracesSearchResult handle(const SearchTracesQuery& query) { return reader.search_traces(query); }
};

struct CountOrdersQuery {
    static constexpr std::string_view kName = "CountOrdersQuery";
    using Result = int;
};

static_assert(QueryHandlerFor<FakeQueryHandler, GetHealthQuery>);
static_assert(!QueryHandlerFor<FakeQueryHandler, CountOrdersQuery>);

class QueryBusTest : public testing::Test {
protected:
    FakeQueryHandler handler;
    BasicQueryBus<FakeQueryHandler> bus{handler};
};

TEST_F(QueryBusTest, AnswersEveryBuiltInQueryWithItsOwnResult) {
    EXPECT_TRUE(bus.dispatch(GetSDKStatusQuery{}).initialized);
    EXPECT_EQ(bus.dispatch(GetHealthQuery{}).components.size(), 1U);
    EXPECT_TRUE(bus.dispatch(GetHealthQuery{.include_components = false}).components.empty());
    EXPECT_EQ(bus.dispatch(GetMetricQuery{.name = "m"}).name, "m");
    EXPECT_EQ(bus.dispatch(AggregateMetricsQuery{.name = "a"}).name, "a");
    EXPECT_EQ(bus.dispatch(GetLogsQuery{}).total, 4U);
    EXPECT_EQ(bus.dispatch(GetTraceQuery{.trace_id = {{7}}}).trace_id, (TraceId{{7}}));
    EXPECT_EQ(bus.dispatch(SearchTracesQuery{}).total, 5U);
}

TEST_F(QueryBusTest, AnswersAUserDefinedQueryOnceItHasAHandler) {
    EXPECT_THROW(bus.dispatch(CountOrdersQuery{}), TelemetryFlowError);
    bus.register_handler<CountOrdersQuery>([](const CountOrdersQuery&) { return 12; });
    EXPECT_EQ(bus.dispatch(CountOrdersQuery{}), 12);
}

class Narrowing final : public QueryInterceptor {
public:
    void intercept(QueryCall& call) override {
        const auto* query = call.get_if<GetMetricQuery>();
        if (query == nullptr) return;
        auto changed = *query;
        changed.name = "tenant." + changed.name;
        call.proceed_with(changed);
    }
};

TEST_F(QueryBusTest, LetsInterceptorsChangeAndVetoQueries) {
    bus.add_interceptor(std::make_shared<Narrowing>());
    EXPECT_EQ(bus.dispatch(GetMetricQuery{.name = "m"}).name, "tenant.m");
    EXPECT_EQ(bus.dispatch(GetLogsQuery{}).total, 0U);
    EXPECT_EQ(bus.vetoed(), 1U);
}

TEST(QueriesTest, HaveTheDefaultsOfTheFamily) {
    EXPECT_TRUE(GetHealthQuery{}.include_components);
    EXPECT_EQ(GetLogsQuery{}.page.limit, 100U);
    EXPECT_EQ(GetLogsQuery{}.page.offset, 0U);
    EXPECT_EQ(SearchTracesQuery{}.page.limit, 100U);
    EXPECT_FALSE(SearchTracesQuery{}.has_error.has_value());
    EXPECT_EQ(to_string(AggregateMetricsQuery{}.aggregation), "sum");
}

}  // namespace
}  // namespace telemetryflow
