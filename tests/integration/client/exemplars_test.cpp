// Which measurements arrive as exemplars of their points, and what these say.

#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

TelemetryConfig with_filter(ExemplarFilter filter) {
    TelemetryConfig config = test_config();
    config.exemplar_filter = filter;
    return config;
}

template <class Id>
std::string bytes_of(const Id& id) {
    return std::string(id.bytes.begin(), id.bytes.end());
}

TEST(ExemplarsTest, HaveTheSpanThatWasCurrent) {
    TestClient client;
    SpanContext context;
    {
        const auto span = client->span("request");
        context = span.context();
        client->increment_counter("c", 5);
    }
    client->increment_counter("c", 1);
    const auto point = client.receive().metric("c").sum().data_points(0);
    EXPECT_EQ(point.as_int(), 6);
    ASSERT_EQ(point.exemplars_size(), 1);
    const auto& exemplar = point.exemplars(0);
    EXPECT_EQ(exemplar.as_int(), 5);
    EXPECT_EQ(exemplar.trace_id(), bytes_of(context.trace_id));
    EXPECT_EQ(exemplar.span_id(), bytes_of(context.span_id));
    EXPECT_EQ(exemplar.filtered_attributes_size(), 0);
    EXPECT_GE(exemplar.time_unix_nano(), point.start_time_unix_nano());
    EXPECT_LE(exemplar.time_unix_nano(), point.time_unix_nano());
}

TEST(ExemplarsTest, ComeOfEveryKindOfCall) {
    TestClient client;
    const auto counter = client->counter("counter");
    const auto bound_counter = client->counter("bound.counter").bind({});
    const auto bound_up_down = client->up_down_counter("bound.up_down").bind({});
    const auto gauge = client->gauge("gauge");
    const auto bound_gauge = client->gauge("bound.gauge").bind({});
    const auto histogram = client->histogram("histogram");
    const auto bound_histogram = client->histogram("bound.histogram").bind({});
    for (int round = 0; round < 2; ++round) {
        // Once before there is a span, so that every cell is known to its thread.
        counter.add(1);
        bound_counter.add(1);
        bound_up_down.add(-1);
        gauge.record(1);
        bound_gauge.record(2);
        histogram.record(1);
        bound_histogram.record(1);
        if (round == 1) break;
        const auto span = client->span("request");
        counter.add(2);
        bound_counter.add(2.5);
        bound_up_down.add(-2);
        gauge.record(3);
        bound_gauge.record(4);
        histogram.record(7);
        bound_histogram.record(7);
    }
    const Received received = client.receive();
    EXPECT_EQ(received.metric("counter").sum().data_points(0).exemplars(0).as_int(), 2);
    EXPECT_EQ(received.metric("bound.counter").sum().data_points(0).exemplars(0).as_double(), 2.5);
    EXPECT_EQ(received.metric("bound.up_down").sum().data_points(0).exemplars(0).as_int(), -2);
    EXPECT_EQ(received.metric("gauge").gauge().data_points(0).exemplars(0).as_double(), 3);
    EXPECT_EQ(received.metric("bound.gauge").gauge().data_points(0).exemplars(0).as_double(), 4);
    for (const char* name : {"histogram", "bound.histogram"}) {
        const auto point = received.metric(name).histogram().data_points(0);
        EXPECT_EQ(point.count(), 3U) << name;
        ASSERT_EQ(point.exemplars_size(), 1) << name;
        EXPECT_EQ(point.exemplars(0).as_double(), 7) << name;
    }
}

TEST(ExemplarsTest, AreOnePerExplicitBucket) {
    TestClient client;
    const auto histogram = client->histogram("h", {.boundaries = {1, 2, 3}});
    const auto span = client->span("request");
    for (const double value : {0.5, 0.6, 1.5, 1.6, 9.0, 9.0, 9.0})
        histogram.record(value);
    const auto point = client.receive().metric("h").histogram().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 3) << "one bucket has none";
    std::set<int> buckets;
    for (const auto& exemplar : point.exemplars())
        buckets.insert(static_cast<int>(exemplar.as_double()));
    EXPECT_EQ(buckets, (std::set<int>{0, 1, 9}));
}

TEST(ExemplarsTest, AreTwentyAtMostOfAnExponentialHistogram) {
    TelemetryConfig config = test_config();
    config.histogram_aggregation = HistogramAggregation::Base2Exponential;
    TestClient client(config);
    const auto span = client->span("request");
    std::set<double> values;
    for (int i = 1; i <= 500; ++i) {
        client->record_histogram("h", i);
        values.insert(i);
    }
    const auto point = client.receive().metric("h").exponential_histogram().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 20);
    std::set<double> found;
    for (const auto& exemplar : point.exemplars()) {
        EXPECT_TRUE(values.contains(exemplar.as_double()));
        found.insert(exemplar.as_double());
    }
    EXPECT_EQ(found.size(), 20U) << "no measurement stands twice";
    EXPECT_GT(*found.rbegin(), 20) << "later ones have their chance";
}

TEST(ExemplarsTest, ComeOnlyOfSampledSpans) {
    TelemetryConfig config = test_config();
    config.sampler = {.kind = SamplerConfig::Kind::AlwaysOff};
    TestClient client(config);
    const auto bound = client->counter("bound").bind({});
    {
        const auto span = client->span("request");
        client->increment_counter("c");
        bound.add(1);
    }
    const Received received = client.receive();
    EXPECT_EQ(received.metric("c").sum().data_points(0).exemplars_size(), 0);
    EXPECT_EQ(received.metric("bound").sum().data_points(0).exemplars_size(), 0);
}

TEST(ExemplarsTest, ComeOfContextsThatWereAttached) {
    TestClient client;
    const SpanContext remote = [&] { return client->span("elsewhere").context(); }();
    {
        const auto attached = client->attach(remote);
        client->increment_counter("c");
    }
    const auto point = client.receive().metric("c").sum().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 1);
    EXPECT_EQ(point.exemplars(0).span_id(), bytes_of(remote.span_id));
}

TEST(ExemplarsTest, ComeOfEverythingOrNothingWhereTheFilterSaysSo) {
    TestClient on(with_filter(ExemplarFilter::AlwaysOn));
    const auto bound = on->counter("bound").bind({});
    bound.add(1);
    on->increment_counter("c", 3);
    const Received received = on.receive();
    EXPECT_EQ(received.metric("bound").sum().data_points(0).exemplars_size(), 1);
    const auto point = received.metric("c").sum().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 1);
    EXPECT_EQ(point.exemplars(0).as_int(), 3);
    EXPECT_TRUE(point.exemplars(0).trace_id().empty()) << "there was no span";

    TestClient off(with_filter(ExemplarFilter::AlwaysOff));
    const auto span = off->span("request");
    off->increment_counter("c");
    EXPECT_EQ(off.receive().metric("c").sum().data_points(0).exemplars_size(), 0);
}

TEST(ExemplarsTest, OfDeltasAreOfTheirInterval) {
    TelemetryConfig config = test_config();
    config.temporality = Temporality::Delta;
    TestClient client(config);
    {
        const auto span = client->span("request");
        client->increment_counter("c", 1);
    }
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).exemplars_size(), 1);
    client.record->clear();
    client->increment_counter("c", 2);
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).exemplars_size(), 0) << "that one was told";
    client.record->clear();
    {
        const auto span = client->span("request");
        client->increment_counter("c", 4);
    }
    const auto point = client.receive().metric("c").sum().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 1);
    EXPECT_EQ(point.exemplars(0).as_int(), 4);
}

TEST(ExemplarsTest, HaveTheAttributesThatAViewTookAway) {
    TelemetryConfig config = test_config();
    config.views = {{.instrument_name = "c", .attribute_keys = std::vector<std::string>{"route"}}};
    TestClient client(config);
    const auto span = client->span("request");
    client->increment_counter("c", 1, {{"user", "ann"}, {"route", "/"}});
    const auto point = client.receive().metric("c").sum().data_points(0);
    ASSERT_EQ(point.exemplars_size(), 1);
    ASSERT_EQ(point.exemplars(0).filtered_attributes_size(), 1);
    EXPECT_EQ(point.exemplars(0).filtered_attributes(0).key(), "user");
    EXPECT_EQ(point.exemplars(0).filtered_attributes(0).value().string_value(), "ann");
}

TEST(ExemplarsTest, ComeWithWhatAViewTookAwayThroughBoundHandlesToo) {
    TelemetryConfig config = test_config();
    const std::vector<std::string> kept{"route"};
    config.views = {{.instrument_name = "*", .attribute_keys = kept},
                    {.instrument_name = "twice", .name = "again", .attribute_keys = std::vector<std::string>{"user"}}};
    TestClient client(config);
    const std::vector<Attribute> ann{{"user", "ann"}, {"route", "/"}};
    const std::vector<Attribute> ben{{"user", "ben"}, {"route", "/"}};
    const auto counter = client->counter("counter").bind(ann);
    const auto others = client->counter("counter").bind(ben);
    const auto gauge = client->gauge("gauge").bind(ann);
    const auto histogram = client->histogram("histogram", {.boundaries = {10}}).bind(ann);
    const auto twice = client->counter("twice").bind(ann);
    counter.add(1);
    others.add(1);
    {
        const auto span = client->span("request");
        others.add(2);
        gauge.record_integer(3);
        histogram.record(4);
        twice.add(5);
    }
    counter.add(10);
    const Received received = client.receive();
    const auto filtered = [](const auto& data) {
        std::map<std::string, std::string> attributes;
        for (const auto& attribute : data.data_points(0).exemplars(0).filtered_attributes())
            attributes[attribute.key()] = attribute.value().string_value();
        return attributes;
    };
    using Filtered = std::map<std::string, std::string>;
    ASSERT_EQ(received.metric("counter").sum().data_points_size(), 1) << "both are one series";
    EXPECT_EQ(received.metric("counter").sum().data_points(0).as_int(), 14);
    EXPECT_EQ(filtered(received.metric("counter").sum()), (Filtered{{"user", "ben"}}));
    EXPECT_EQ(received.metric("gauge").gauge().data_points(0).as_int(), 3);
    EXPECT_EQ(filtered(received.metric("gauge").gauge()), (Filtered{{"user", "ann"}}));
    EXPECT_EQ(filtered(received.metric("histogram").histogram()), (Filtered{{"user", "ann"}}));
    EXPECT_EQ(filtered(received.metric("twice").sum()), (Filtered{{"user", "ann"}}));
    EXPECT_EQ(filtered(received.metric("again").sum()), (Filtered{{"route", "/"}}));
}

TEST(ExemplarsTest, OfABoundGaugeDoNotDependOnTheClientUsedLast) {
    TestClient client;
    TestClient other;
    const auto gauge = client->gauge("g").bind({});
    const auto span = client->span("request");
    other->increment_counter("c");
    gauge.record(1);
    EXPECT_EQ(client.receive().metric("g").gauge().data_points(0).exemplars_size(), 1);
}

TEST(ExemplarsTest, OfThreadsThatEndedStay) {
    TestClient client;
    for (int i = 0; i < 3; ++i) {
        std::thread([&] {
            const auto span = client->span("request");
            client->record_histogram("h", i == 0 ? 1 : 7);
        }).join();
    }
    const auto point = client.receive().metric("h").histogram().data_points(0);
    EXPECT_EQ(point.count(), 3U);
    EXPECT_EQ(point.exemplars_size(), 2);
}

TEST(ExemplarsTest, OfSeveralStreamsAreEachStreamsOwn) {
    TelemetryConfig config = test_config();
    config.views = {{.instrument_name = "c"}, {.instrument_name = "c", .name = "d"}};
    TestClient client(config);
    const auto bound = client->counter("c").bind({});
    const auto span = client->span("request");
    client->increment_counter("c", 1);
    bound.add(1);
    const Received received = client.receive();
    for (const char* name : {"c", "d"}) {
        EXPECT_EQ(received.metric(name).sum().data_points(0).as_int(), 2) << name;
        EXPECT_EQ(received.metric(name).sum().data_points(0).exemplars_size(), 1) << name;
    }
}

}  // namespace
}  // namespace telemetryflow::tests
