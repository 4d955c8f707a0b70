// Synchronous instruments: values, attributes, temporality, limits, scopes.

#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using Run = std::function<void(Subject&)>;

const api::context::Context kContext;

void add(Scenarios& scenarios, const std::string& name, Run run, Settings settings = {}) {
    scenarios.push_back({"metric." + name, settings, std::move(run)});
}

void add_for_both_temporalities(Scenarios& scenarios, const std::string& name, const Run& run) {
    add(scenarios, "cumulative." + name, run);
    add(scenarios, "delta." + name, run, {.delta = true});
}

void add_values(Scenarios& scenarios) {
    add_for_both_temporalities(scenarios, "counter.integers", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter", "described", "{thing}");
        counter->Add(1);
        counter->Add(2, kContext);
        counter->Add(3, {{"k", "v"}});
        counter->Add(4, {{"k", "v"}}, kContext);
    });
    add_for_both_temporalities(scenarios, "counter.doubles", [](Subject&) {
        const auto counter = meter()->CreateDoubleCounter("counter");
        counter->Add(0.5);
        counter->Add(0.25);
    });
    add_for_both_temporalities(scenarios, "counter.negative", [](Subject&) {
        const auto counter = meter()->CreateDoubleCounter("counter");
        counter->Add(2);
        counter->Add(-1);
    });
    add_for_both_temporalities(scenarios, "counter.zero",
                               [](Subject&) { meter()->CreateUInt64Counter("counter")->Add(0); });
    add_for_both_temporalities(scenarios, "counter.never_used",
                               [](Subject&) { meter()->CreateUInt64Counter("counter"); });
    add_for_both_temporalities(scenarios, "counter.two_collections", [](Subject& subject) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        counter->Add(1, {{"k", "v"}});
        subject.collect();
        counter->Add(2, {{"k", "v"}});
    });
    add_for_both_temporalities(scenarios, "counter.idle_in_between", [](Subject& subject) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        counter->Add(1);
        subject.collect();
        subject.collect();
        counter->Add(2);
    });
    add_for_both_temporalities(scenarios, "counter.new_series_later", [](Subject& subject) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        counter->Add(1, {{"k", "a"}});
        subject.collect();
        counter->Add(2, {{"k", "b"}});
    });
    add_for_both_temporalities(scenarios, "up_down_counter.integers", [](Subject& subject) {
        const auto counter = meter()->CreateInt64UpDownCounter("counter");
        counter->Add(5);
        counter->Add(-7);
        subject.collect();
        counter->Add(1);
    });
    add_for_both_temporalities(scenarios, "up_down_counter.doubles", [](Subject&) {
        const auto counter = meter()->CreateDoubleUpDownCounter("counter");
        counter->Add(0.5, {{"k", "v"}});
        counter->Add(-1.5, {{"k", "v"}}, kContext);
    });
    add_for_both_temporalities(scenarios, "histogram.doubles", [](Subject&) {
        const auto histogram = meter()->CreateDoubleHistogram("histogram", "described", "By");
        for (const double value : {0.0, 5.0, 5.5, 100.0, 20'000.0})
            histogram->Record(value, kContext);
    });
    add_for_both_temporalities(scenarios, "histogram.integers", [](Subject&) {
        const auto histogram = meter()->CreateUInt64Histogram("histogram");
        histogram->Record(3, {{"k", "v"}}, kContext);
        histogram->Record(4, {{"k", "v"}}, kContext);
    });
    add_for_both_temporalities(scenarios, "histogram.seconds",
                               [](Subject&) { meter()->CreateDoubleHistogram("h", "", "s")->Record(0.02, kContext); });
    add_for_both_temporalities(scenarios, "histogram.negative", [](Subject&) {
        const auto histogram = meter()->CreateDoubleHistogram("histogram");
        histogram->Record(1, kContext);
        histogram->Record(-1, kContext);
    });
    add_for_both_temporalities(scenarios, "histogram.not_finite", [](Subject&) {
        const auto histogram = meter()->CreateDoubleHistogram("histogram");
        histogram->Record(1, kContext);
        histogram->Record(std::numeric_limits<double>::quiet_NaN(), kContext);
        histogram->Record(std::numeric_limits<double>::infinity(), kContext);
    });
    add_for_both_temporalities(scenarios, "histogram.two_collections", [](Subject& subject) {
        const auto histogram = meter()->CreateDoubleHistogram("histogram");
        histogram->Record(1, kContext);
        subject.collect();
        histogram->Record(700, kContext);
    });
}

void add_series(Scenarios& scenarios) {
    add_for_both_temporalities(scenarios, "series.order_of_attributes", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        counter->Add(1, {{"a", 1}, {"b", 2}});
        counter->Add(2, {{"b", 2}, {"a", 1}});
    });
    add_for_both_temporalities(scenarios, "series.types_of_values", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        counter->Add(1, {{"k", 1}});
        counter->Add(2, {{"k", "1"}});
        counter->Add(4, {{"k", 1.0}});
        counter->Add(8, {{"k", true}});
    });
    add_for_both_temporalities(scenarios, "series.many", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        for (int i = 0; i < 100; ++i)
            counter->Add(1, {{"k", i}});
    });
    add_for_both_temporalities(scenarios, "series.beyond_the_limit", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        for (int i = 0; i < 2500; ++i)
            counter->Add(1, {{"k", i}});
    });
    add_for_both_temporalities(scenarios, "series.beyond_the_limit_over_collections", [](Subject& subject) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        for (int collection = 0; collection < 3; ++collection) {
            for (int i = 0; i < 1500; ++i)
                counter->Add(1, {{"k", collection * 1500 + i}});
            subject.collect();
        }
    });
    add_for_both_temporalities(scenarios, "series.of_threads", [](Subject&) {
        const auto counter = meter()->CreateUInt64Counter("counter");
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 1000; ++i)
                    counter->Add(1, {{"k", "v"}});
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    });
}

void add_instruments(Scenarios& scenarios) {
    add(scenarios, "instrument.asked_for_twice", [](Subject&) {
        const auto first = meter()->CreateUInt64Counter("counter", "d", "u");
        const auto second = meter()->CreateUInt64Counter("counter", "d", "u");
        first->Add(1);
        second->Add(2);
    });
    add(scenarios, "instrument.of_two_meters", [](Subject&) {
        for (const char* name : {"a", "b"}) {
            api::metrics::Provider::GetMeterProvider()
                ->GetMeter(name, "1", "https://example.com/" + std::string(name))
                ->CreateUInt64Counter("counter")
                ->Add(1);
        }
    });
    add(scenarios, "instrument.empty_name", [](Subject&) { meter()->CreateUInt64Counter("")->Add(1); });
    add(scenarios, "instrument.utf8_description",
        [](Subject&) { meter()->CreateUInt64Counter("counter", "\xC3\xA4", "1")->Add(1); });
    add(scenarios, "instrument.of_each_kind", [](Subject&) {
        meter()->CreateUInt64Counter("a")->Add(1);
        meter()->CreateInt64UpDownCounter("b")->Add(-1);
        meter()->CreateDoubleHistogram("c")->Record(1, kContext);
    });
}

}  // namespace

void add_metric_scenarios(Scenarios& scenarios) {
    add_values(scenarios);
    add_series(scenarios);
    add_instruments(scenarios);
}

}  // namespace telemetryflow::differential
