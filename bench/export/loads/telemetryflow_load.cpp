// The load through this SDK, as it comes but for three settings: where it sends to, Block when the buffer is full, so
// that nothing is dropped, and a rate limit that is on and not what is measured.

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "telemetryflow/telemetryflow.hpp"

#include "export/loads/make_load.hpp"

namespace telemetryflow::bench {
namespace {

class Subject {
public:
    Subject(const Scenario& scenario, int port) : client_(config_of(scenario, port)) { client_.initialize(); }

    void make_span(std::int64_t number) {
        const Span span =
            client_.span("GET /users/{id}", SpanKind::Server,
                         {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"user", number}});
    }

    bool flush() {
        const bool complete = client_.flush(std::chrono::seconds(20)).complete;
        const SDKStatusResult status = client_.get_status();
        for (const auto& [reason, count] : status.of(SignalType::Traces).dropped)
            std::cerr << count << " spans were dropped: " << reason << '\n';
        return complete && status.of(SignalType::Traces).dropped_total() == 0;
    }

private:
    static TelemetryConfig config_of(const Scenario& scenario, int port) {
        TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"),
                                                         "http://127.0.0.1:" + std::to_string(port), "export-bench");
        config.protocol = scenario.wire == Wire::Grpc ? Protocol::Grpc : Protocol::Http;
        config.compression = scenario.gzip;
        config.rate_limit = 10'000;  // requests per second; the default of 1000 ends at 7 million spans a second
        config.overflow_policy = OverflowPolicy::Block;
        config.overflow_timeout = std::chrono::seconds(5);
        return config;
    }

    TelemetryFlowClient client_;
};

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    return telemetryflow::bench::load_main<telemetryflow::bench::Subject>(argc, argv);
}
