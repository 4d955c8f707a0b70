#include "ours/cold_cases.hpp"

#include <string>
#include <vector>

#include "harness/figure.hpp"
#include "harness/new_threads.hpp"
#include "harness/request.hpp"
#include "ours/our_client.hpp"

namespace telemetryflow::bench {
namespace {

// In a client of its own, so that the instruments do not become more with every round.
ColdCost first_uses() {
    constexpr int kInstruments = 200;
    OurClient subject;
    TelemetryFlowClient& client = subject.client();
    client.increment_counter("bench.first", 1);
    std::vector<std::string> names;
    for (int number = 0; number < kInstruments; ++number)
        names.push_back("bench.first." + std::to_string(number));
    return caller_cost(kInstruments, [&client, &names, request = Request{}] {
        for (const std::string& name : names) {
            client.increment_counter(
                name, 1,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        }
    });
}

}  // namespace

void add_our_cold_cases(ColdCases& cases) {
    const std::string ours(kOurs);
    TelemetryFlowClient& client = recording_client().client();
    const Counter counter = client.counter("bench.counter.threads");
    cases.push_back({"first use of a counter", ours, "caller", first_uses});
    add_thread_cases(cases, "span", ours, [&client, request = Request{}] {
        const Span span = client.span("GET /users/{id}", SpanKind::Server,
                                      {{"http.request.method", request.method},
                                       {"http.route", request.route},
                                       {"http.response.status_code", request.status}});
        keep(span);
    });
    add_thread_cases(cases, "counter", ours, [counter, request = Request{}] {
        counter.add(
            1, {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
    });
    cases.push_back({"thread that records nothing", "none", "process", [] { return thread_cost([] {}); }});
}

}  // namespace telemetryflow::bench
