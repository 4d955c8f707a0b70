#pragma once

// A metric encoder with points made by hand.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pipeline/metric_encoder.hpp"
#include "support/otlp_requests.hpp"
#include "support/scoped_request.hpp"

namespace telemetryflow::tests {

class MetricEncoderTest : public ::testing::Test {
protected:
    static constexpr std::uint64_t kStart = 1'700'000'000'000'000'000;
    static constexpr std::uint64_t kNow = kStart + 5'000'000'000;

    hot::MetricStream& instrument(hot::InstrumentKind kind, std::string name) {
        hot::MetricStream& made = *streams_.emplace_back(std::make_unique<hot::MetricStream>());
        made.aggregation = default_aggregation(kind, hot::Aggregation::ExplicitBucketHistogram);
        made.scope = &scope_;
        made.kind = kind;
        made.name = std::move(name);
        return made;
    }
    hot::MetricStream& counter(std::string name) { return instrument(hot::InstrumentKind::Counter, std::move(name)); }

    hot::MetricPoint sum_point(std::int64_t value, std::string_view key = {}, std::string_view text = {}) {
        return {series(key, text), kStart, temporality_, {.integers = value}};
    }
    hot::MetricPoint gauge_point(double value) {
        return {series({}, {}), kStart, temporality_, {.doubles = value, .has_doubles = true}};
    }
    hot::MetricPoint histogram_point(std::vector<std::uint64_t> buckets, double sum, double min, double max) {
        totals_.push_back({std::move(buckets), sum, min, max, {}});
        return {series({}, {}), kStart, temporality_, {}, &totals_.back()};
    }

    pipeline::MetricEncoder& encoder() { return encoder_; }
    struct Request {
        std::string body;
        std::uint64_t points;
    };
    std::deque<Request> finish() {
        encoder_.finish();
        std::deque<Request> requests;
        for (; !requests_.empty(); requests_.pop_front())
            requests.push_back({std::string(requests_.front().body), requests_.front().points});
        return requests;
    }
    static std::vector<Metric> metrics_of(const Request& request) {
        const MetricsRequest decoded = decode_metrics(request.body);
        EXPECT_EQ(decoded.resource_metrics_size(), 1);
        const auto& metrics = decoded.resource_metrics(0).scope_metrics(0).metrics();
        return {metrics.begin(), metrics.end()};
    }
    /// Ends the collection, which has to be one metric in one request.
    Metric only_metric() {
        const auto requests = finish();
        EXPECT_EQ(requests.size(), 1U);
        const std::vector<Metric> metrics = metrics_of(requests.at(0));
        EXPECT_EQ(metrics.size(), 1U);
        return metrics.at(0);
    }

    pipeline::PipelineOptions options_;
    Temporality temporality_ = Temporality::Cumulative;

private:
    // A series of number points whose one attribute is `key`; of none when the key is empty.
    const hot::Series& series(std::string_view key, std::string_view text) {
        hot::Series& made = *series_.emplace_back(std::make_unique<hot::Series>());
        if (key.empty()) return made;
        otlp::metrics::v1::NumberDataPoint point;
        auto& attribute = *point.add_attributes();
        attribute.set_key(std::string(key));
        attribute.mutable_value()->set_string_value(std::string(text));
        made.attributes = point.SerializeAsString();
        return made;
    }

    std::deque<std::unique_ptr<hot::MetricStream>> streams_;
    std::deque<std::unique_ptr<hot::Series>> series_;
    std::deque<hot::HistogramTotals> totals_;
    const hot::Scope scope_ = [] {
        hot::Scope scope;
        scope.fields = scope_fields("telemetryflow", "1");
        return scope;
    }();
    pipeline::Envelope envelope_{""};
    pipeline::MetricRequests requests_;
    pipeline::MetricEncoder encoder_{envelope_, options_, requests_};
};

}  // namespace telemetryflow::tests
