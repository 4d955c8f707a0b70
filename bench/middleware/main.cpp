// What the middleware adds to a request: CPU time of the thread that handles it, beside the same server without it, in
// turns. Everything that is recorded goes to an exporter that forgets it.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "telemetryflow/middleware/httplib.hpp"

#include "harness/core_round_trip.hpp"
#include "harness/pinned.hpp"
#include "harness/report_program.hpp"
#include "middleware/request_server.hpp"
#include "ours/our_client.hpp"
#include "process/few_options.hpp"

namespace telemetryflow::bench {
namespace {

constexpr const char* kUsage =
    "usage: middleware_bench [options]\n"
    "\n"
    "Sends requests to servers of cpp-httplib without the middleware, with it and the family's three\n"
    "metrics, and with it and all five metrics.\n";

// Short turns, so that what the machine does meanwhile meets all alike.
constexpr int kRequestsInARow = 20;
constexpr int kTurns = 50;

double median(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

MiddlewareOptions family_metrics() {
    MiddlewareOptions options;
    options.record_server_duration = false;
    options.record_active_requests = false;
    return options;
}

std::vector<Figure> measure_requests(int rounds) {
    // One processor for all: which threads share one decides what a request costs, far more than what is measured.
    const Pinned pinned;
    if (!pinned.holds()) throw std::runtime_error("cannot stay on one processor");
    OurClient ours;
    const HttplibMiddleware three(ours.client(), family_metrics());
    const HttplibMiddleware five(ours.client());
    RequestServer bare(nullptr);
    RequestServer with_three(&three);
    RequestServer with_five(&five);
    Figure without{"request without the middleware", std::string(kOurs), "caller_cpu", "ns", {}};
    Figure added_three{"added by a span and three metrics", std::string(kOurs), "caller_cpu", "ns", {}};
    Figure added_five{"added by a span and five metrics", std::string(kOurs), "caller_cpu", "ns", {}};
    for (int round = -1; round < rounds; ++round) {
        std::vector<double> base;
        std::vector<double> three_more;
        std::vector<double> five_more;
        for (int turn = 0; turn < kTurns; ++turn) {
            base.push_back(bare.request_ns(kRequestsInARow));
            three_more.push_back(with_three.request_ns(kRequestsInARow) - base.back());
            five_more.push_back(with_five.request_ns(kRequestsInARow) - base.back());
        }
        ours.drain();
        if (round < 0) continue;  // the first uses
        without.samples.push_back(median(base));
        added_three.samples.push_back(median(three_more));
        added_five.samples.push_back(median(five_more));
    }
    return {without, added_three, added_five};
}

Report measure(int rounds) {
    Report report;
    report.bench = "middleware";
    report.round_trip_before_ns = core_round_trip_ns();
    report.figures = measure_requests(rounds);
    report.round_trip_after_ns = core_round_trip_ns();
    report.state = core_state(report.round_trip_before_ns, report.round_trip_after_ns);
    return report;
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const FewOptions options = FewOptions::parse(argc, argv, kUsage);
    return report_program("middleware_bench", options.json, [&] { return measure(options.rounds); });
}
