#include <memory>
#include <string>
#include <vector>

#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/sdk/trace/samplers/always_on.h>
#include <opentelemetry/trace/scope.h>

#include "harness/new_threads.hpp"
#include "peers/opentelemetry/metrics.hpp"
#include "peers/opentelemetry/peer_request.hpp"
#include "peers/opentelemetry/spans.hpp"
#include "peers/opentelemetry/subject_name.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

namespace trace = opentelemetry::trace;

ColdCost first_uses() {
    constexpr int kInstruments = 200;
    OpenTelemetryMetrics metrics;
    metrics.meter().CreateUInt64Counter("bench.first")->Add(1);
    std::vector<std::string> names;
    for (int number = 0; number < kInstruments; ++number)
        names.push_back("bench.first." + std::to_string(number));
    return caller_cost(kInstruments, [&meter = metrics.meter(), &names, request = PeerRequest{}] {
        for (const std::string& name : names) {
            meter.CreateUInt64Counter(name)->Add(
                1,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        }
    });
}

}  // namespace

void add_opentelemetry_cold_cases(ColdCases& cases) {
    static OpenTelemetrySpans spans(std::make_unique<opentelemetry::sdk::trace::AlwaysOnSampler>(), false);
    static OpenTelemetryMetrics metrics;
    static const auto counter = metrics.meter().CreateUInt64Counter("bench.counter.threads");
    const std::string& subject = opentelemetry_subject();
    cases.push_back({"first use of a counter", subject, "caller", first_uses});
    add_thread_cases(cases, "span", subject, [request = PeerRequest{}, options = options_of(trace::SpanKind::kServer)] {
        const auto span = start_request(spans.tracer(), request, options);
        const trace::Scope scope(span);
        span->End();
    });
    add_thread_cases(cases, "counter", subject, [request = PeerRequest{}] {
        counter->Add(
            1, {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
    });
}

}  // namespace telemetryflow::bench
