// Heads of messages are written into gaps that were left for them: requests whose scopes and metrics have all lengths,
// expected or not.

#include <deque>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/otlp_requests.hpp"
#include "unit/pipeline/metric_points.hpp"

namespace telemetryflow::tests {
namespace {

class MetricEncoderHeadsTest : public MetricEncoderTest {
protected:
    MetricEncoderHeadsTest() { options_.batch_max_items = 10'000; }

    const hot::Scope& scope(const std::string& name, std::string_view schema_url = {}) {
        hot::Scope& made = scopes_.emplace_back();
        made.fields = scope_fields(name, "1", schema_url);
        return made;
    }

    // A counter of `scope` with `points` points of about `bytes` each, which count up from 0.
    void add(const hot::Scope& scope, const std::string& name, int points, std::size_t bytes = 60) {
        hot::MetricStream& stream = counter(name);
        stream.scope = &scope;
        for (int i = 0; i < points; ++i)
            encoder().add(stream, sum_point(i, "key", std::string(bytes - 40, 'v')), kNow);
    }

    static void expect_metric(const Metric& metric, const std::string& name, int points) {
        EXPECT_EQ(metric.name(), name);
        EXPECT_TRUE(metric.sum().is_monotonic());
        ASSERT_EQ(metric.sum().data_points_size(), points) << name;
        for (int i = 0; i < points; ++i)
            EXPECT_EQ(metric.sum().data_points(i).as_int(), i);
    }

private:
    std::deque<hot::Scope> scopes_;
};

// One byte of length, two, three: of the first metric of a scope, and of later ones, whose streams here promise one
// point each.
constexpr int kCounts[] = {1, 2, 3, 200, 300, 1};

TEST_F(MetricEncoderHeadsTest, MetricsOfAllLengthsFollowOneAnother) {
    const hot::Scope& only = scope("only");
    for (std::size_t first = 0; first < std::size(kCounts); ++first) {
        for (std::size_t i = 0; i < std::size(kCounts); ++i)
            add(only, "m" + std::to_string(i), kCounts[(first + i) % std::size(kCounts)]);
        const auto requests = finish();
        ASSERT_EQ(requests.size(), 1U);
        const std::vector<Metric> metrics = metrics_of(requests[0]);
        ASSERT_EQ(metrics.size(), std::size(kCounts));
        for (std::size_t i = 0; i < std::size(kCounts); ++i)
            expect_metric(metrics[i], "m" + std::to_string(i), kCounts[(first + i) % std::size(kCounts)]);
    }
}

TEST_F(MetricEncoderHeadsTest, ScopesOfAllLengthsFollowOneAnother) {
    for (const int others : kCounts) {
        for (const int count : kCounts) {
            add(scope("first", "https://example.com/1"), "a", count);
            add(scope("second", "https://example.com/2"), "b", others);
            const hot::Scope& third = scope(std::string(200, 's'));
            add(third, "c", count);
            add(third, "d", others);
            const auto requests = finish();
            ASSERT_EQ(requests.size(), 1U);
            EXPECT_EQ(requests[0].points, static_cast<std::uint64_t>(2 * (count + others)));
            const MetricsRequest decoded = decode_metrics(requests[0].body);
            ASSERT_EQ(decoded.resource_metrics_size(), 1);
            const auto& scopes = decoded.resource_metrics(0).scope_metrics();
            ASSERT_EQ(scopes.size(), 3);
            EXPECT_EQ(scopes[0].scope().name(), "first");
            EXPECT_EQ(scopes[0].schema_url(), "https://example.com/1");
            EXPECT_EQ(scopes[1].scope().name(), "second");
            EXPECT_EQ(scopes[1].schema_url(), "https://example.com/2");
            EXPECT_EQ(scopes[2].scope().name(), std::string(200, 's'));
            expect_metric(scopes[0].metrics(0), "a", count);
            expect_metric(scopes[1].metrics(0), "b", others);
            ASSERT_EQ(scopes[2].metrics_size(), 2);
            expect_metric(scopes[2].metrics(0), "c", count);
            expect_metric(scopes[2].metrics(1), "d", others);
        }
    }
}

TEST_F(MetricEncoderHeadsTest, ADescriptionMayComeBetweenAPointAndItsMetricsEnd) {
    const hot::Scope& only = scope("only");
    add(only, "before", 1);
    hot::MetricStream& described = counter("described");
    described.scope = &only;
    encoder().add(described, sum_point(7), kNow);
    described.description = std::string(300, 'd');
    const auto requests = finish();
    const std::vector<Metric> metrics = metrics_of(requests.at(0));
    ASSERT_EQ(metrics.size(), 2U);
    expect_metric(metrics[0], "before", 1);
    EXPECT_EQ(metrics[1].description(), described.description);
    EXPECT_EQ(metrics[1].sum().data_points(0).as_int(), 7);

    hot::MetricStream& alone = counter("alone");
    encoder().add(alone, sum_point(8), kNow);
    alone.description = std::string(20'000, 'd');
    EXPECT_EQ(only_metric().description(), alone.description);
}

TEST_F(MetricEncoderHeadsTest, RequestsOfSeveralScopesStayWithinTheirBytesAtEveryLimit) {
    const hot::Scope& first = scope("first", "https://example.com/1");
    const hot::Scope& second = scope(std::string(50, 's'));
    for (std::size_t limit = 500; limit < 1'500; limit += 13) {
        options_.batch_max_bytes = limit;
        for (int i = 0; i < 6; ++i)
            add(i < 3 ? first : second, "m" + std::to_string(i), 1 + 3 * i, 60 + static_cast<std::size_t>(i));
        int points = 0;
        for (const Request& request : finish()) {
            EXPECT_LE(request.body.size(), limit);
            const MetricsRequest decoded = decode_metrics(request.body);
            for (const auto& scope_metrics : decoded.resource_metrics(0).scope_metrics()) {
                EXPECT_GT(scope_metrics.metrics_size(), 0);
                for (const Metric& metric : scope_metrics.metrics()) {
                    EXPECT_GT(metric.sum().data_points_size(), 0) << "no metric without points is begun";
                    points += metric.sum().data_points_size();
                }
            }
        }
        EXPECT_EQ(points, 1 + 4 + 7 + 10 + 13 + 16);
    }
}

}  // namespace
}  // namespace telemetryflow::tests
