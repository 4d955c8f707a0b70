// Synchronous instruments of the OpenTelemetry API, as they arrive.

#include <limits>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/bridge/bridged_client.hpp"

namespace telemetryflow::tests {
namespace {

const api::context::Context kContext;

TEST(BridgeMetricsTest, CountersCount) {
    BridgedClient client;
    const auto meter = global_meter();
    const auto integers = meter->CreateUInt64Counter("integers", "what is counted", "{thing}");
    integers->Add(1);
    integers->Add(2, kContext);
    integers->Add(3, {{"k", "v"}});
    integers->Add(4, {{"k", "v"}}, kContext);
    meter->CreateDoubleCounter("doubles")->Add(0.5);
    const Received received = client.receive();
    const Metric& metric = received.metric("integers");
    EXPECT_EQ(metric.description(), "what is counted");
    EXPECT_EQ(metric.unit(), "{thing}");
    EXPECT_TRUE(metric.sum().is_monotonic());
    std::map<std::string, std::int64_t> sums;
    for (const auto& point : metric.sum().data_points())
        sums[attributes_of(point)["k"]] = point.as_int();
    EXPECT_EQ(sums, (std::map<std::string, std::int64_t>{{"", 3}, {"v", 7}}));
    EXPECT_EQ(received.metric("doubles").sum().data_points(0).as_double(), 0.5);
}

TEST(BridgeMetricsTest, UpDownCountersGoBothWays) {
    BridgedClient client;
    const auto counter = global_meter()->CreateInt64UpDownCounter("open");
    counter->Add(3);
    counter->Add(-5);
    global_meter()->CreateDoubleUpDownCounter("level")->Add(-0.25, {{"k", 1}});
    const Received received = client.receive();
    EXPECT_FALSE(received.metric("open").sum().is_monotonic());
    EXPECT_EQ(received.metric("open").sum().data_points(0).as_int(), -2);
    EXPECT_EQ(received.metric("level").sum().data_points(0).as_double(), -0.25);
}

TEST(BridgeMetricsTest, HistogramsCountInBuckets) {
    BridgedClient client;
    const auto histogram = global_meter()->CreateDoubleHistogram("duration", "", "s");
    histogram->Record(0.02, kContext);
    histogram->Record(3, {{"k", "v"}}, kContext);
    global_meter()->CreateUInt64Histogram("size", "", "By")->Record(100, kContext);
    const Received received = client.receive();
    EXPECT_EQ(received.metric("duration").histogram().data_points_size(), 2);
    EXPECT_EQ(received.metric("size").histogram().data_points(0).sum(), 100);
    EXPECT_EQ(received.metric("size").histogram().data_points(0).count(), 1U);
}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
TEST(BridgeMetricsTest, GaugesKeepTheLastValue) {
    BridgedClient client;
    const auto gauge = global_meter()->CreateInt64Gauge("temperature", "", "Cel");
    gauge->Record(20);
    gauge->Record(21, kContext);
    global_meter()->CreateDoubleGauge("ratio")->Record(0.5, {{"k", "v"}}, kContext);
    const Received received = client.receive();
    EXPECT_EQ(received.metric("temperature").gauge().data_points(0).as_int(), 21);
    EXPECT_EQ(received.metric("ratio").gauge().data_points(0).as_double(), 0.5);
}
#endif

TEST(BridgeMetricsTest, ObservableInstrumentsAreAskedAtEachCollection) {
    BridgedClient client;
    std::int64_t value = 5;
    const auto observe = [](api::metrics::ObserverResult result, void* state) {
        const auto observer =
            api::nostd::get<api::nostd::shared_ptr<api::metrics::ObserverResultT<std::int64_t>>>(result);
        observer->Observe(*static_cast<std::int64_t*>(state), {{"k", "v"}});
    };
    const auto counter = global_meter()->CreateInt64ObservableCounter("observed", "described", "{thing}");
    const auto gauge = global_meter()->CreateInt64ObservableGauge("level");
    counter->AddCallback(observe, &value);
    gauge->AddCallback(observe, &value);
    EXPECT_EQ(client.receive().metric("observed").sum().data_points(0).as_int(), 5);
    value = 12;
    const Received received = client.receive();
    EXPECT_TRUE(received.metric("observed").sum().is_monotonic());
    EXPECT_EQ(received.metric("observed").sum().data_points(0).as_int(), 12);
    EXPECT_EQ(received.metric("observed").description(), "described");
    EXPECT_EQ(attributes_of(received.metric("level").gauge().data_points(0)),
              (std::map<std::string, std::string>{{"k", "v"}}));
    counter->RemoveCallback(observe, &value);
    gauge->RemoveCallback(observe, &value);
    client.record->clear();
    EXPECT_TRUE(client.receive().metrics.empty());
}

TEST(BridgeMetricsTest, AnObserverThatIsKeptTakesNothingAfterItsCallback) {
    using Kept = api::nostd::shared_ptr<api::metrics::ObserverResultT<double>>;
    BridgedClient client;
    Kept kept;
    const auto keep = [](api::metrics::ObserverResult result, void* state) {
        *static_cast<Kept*>(state) = api::nostd::get<Kept>(result);
        (*static_cast<Kept*>(state))->Observe(0.5);
    };
    const auto gauge = global_meter()->CreateDoubleObservableGauge("kept");
    gauge->AddCallback(keep, &kept);
    EXPECT_EQ(client.receive().metric("kept").gauge().data_points(0).as_double(), 0.5);
    kept->Observe(7);
    gauge->RemoveCallback(keep, &kept);
    client.record->clear();
    EXPECT_TRUE(client.receive().metrics.empty());
}

// The span of a metric's only exemplar; empty without one.
template <class Data>
std::string exemplar_of(const Data& data) {
    const auto& exemplars = data.data_points(0).exemplars();
    return exemplars.empty() ? "" : exemplars[0].span_id();
}

TEST(BridgeMetricsTest, AnExemplarIsOfTheContextThatIsGiven) {
    BridgedClient client;
    const auto current = global_tracer()->StartSpan("current");
    const auto other = global_tracer()->StartSpan("other");
    api::context::Context with_other = kContext;
    with_other = api::trace::SetSpan(with_other, other);
    const auto counter = [](const char* name) { return global_meter()->CreateUInt64Counter(name); };
    counter("given alone")->Add(1, {{"k", "v"}}, with_other);
    {
        const api::trace::Scope scope(current);
        counter("not given")->Add(1);
        counter("given")->Add(1, with_other);
        counter("given with attributes")->Add(1, {{"k", "v"}}, with_other);
        counter("given none")->Add(1, kContext);
        counter("given the current one")->Add(1, api::context::RuntimeContext::GetCurrent());
        global_meter()->CreateDoubleUpDownCounter("level")->Add(1, with_other);
        global_meter()->CreateDoubleHistogram("size")->Record(1, with_other);
        counter("as before")->Add(1);
    }
    const Received received = client.receive();
    const std::string of_current = bytes_of(current->GetContext().span_id());
    const std::string of_other = bytes_of(other->GetContext().span_id());
    EXPECT_EQ(exemplar_of(received.metric("given alone").sum()), of_other);
    EXPECT_EQ(exemplar_of(received.metric("not given").sum()), of_current);
    EXPECT_EQ(exemplar_of(received.metric("given").sum()), of_other);
    EXPECT_EQ(exemplar_of(received.metric("given with attributes").sum()), of_other);
    EXPECT_EQ(exemplar_of(received.metric("given none").sum()), "");
    EXPECT_EQ(exemplar_of(received.metric("given the current one").sum()), of_current);
    EXPECT_EQ(exemplar_of(received.metric("level").sum()), of_other);
    EXPECT_EQ(exemplar_of(received.metric("size").histogram()), of_other);
    EXPECT_EQ(exemplar_of(received.metric("as before").sum()), of_current);
}

TEST(BridgeMetricsTest, InstrumentsOfOneNameAreOne) {
    BridgedClient client;
    global_meter()->CreateUInt64Counter("same")->Add(1);
    global_meter()->CreateUInt64Counter("same")->Add(2);
    EXPECT_EQ(client.receive().metric("same").sum().data_points(0).as_int(), 3);
}

TEST(BridgeMetricsTest, AnInstrumentWithoutANameRecordsNothing) {
    BridgedClient client;
    global_meter()->CreateUInt64Counter("")->Add(1);
    global_meter()->CreateDoubleHistogram("")->Record(1, kContext);
    global_meter()->CreateInt64UpDownCounter("")->Add(1);
    EXPECT_TRUE(client.receive().metrics.empty());
}

TEST(BridgeMetricsTest, SumsOfManyThreadsAreExact) {
    BridgedClient client;
    const auto counter = global_meter()->CreateUInt64Counter("many");
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 1000; ++i)
                counter->Add(1, {{"k", "v"}});
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(client.receive().metric("many").sum().data_points(0).as_int(), 4000);
}

}  // namespace
}  // namespace telemetryflow::tests
