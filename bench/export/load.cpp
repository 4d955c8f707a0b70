#include "export/load.hpp"

#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "telemetryflow/client.hpp"

namespace telemetryflow::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Dropping is what some scenarios are about; a line for each would be a part of the figures.
class SilentDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

double thread_cpu_s() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

TelemetryConfig config_of(const Scenario& scenario, int port) {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"),
                                                     "http://127.0.0.1:" + std::to_string(port), "saturation-bench");
    config.protocol = scenario.protocol;
    config.compression = scenario.gzip;
    config.overflow_policy = scenario.overflow;
    config.overflow_timeout = std::chrono::seconds(5);
    config.batch_max_size = scenario.batch_size;
    config.rate_limit = 0;  // the default limit is what would be measured otherwise
    config.enable_metrics = false;
    config.enable_logs = false;
    return config;
}

void make_span(TelemetryFlowClient& client, std::int64_t number) {
    const Span span = client.span("GET /users/{id}", SpanKind::Server,
                                  {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"user", number}});
}

void saturate(TelemetryFlowClient& client, Clock::time_point end) {
    // The clock is read once in a while, so that it is not what saturates.
    constexpr int kBetweenLooks = 256;
    for (std::int64_t number = 0; Clock::now() < end;) {
        for (int i = 0; i < kBetweenLooks; ++i)
            make_span(client, ++number);
    }
}

void pace(TelemetryFlowClient& client, std::uint64_t per_second, Clock::time_point start, Clock::time_point end) {
    constexpr std::chrono::milliseconds kTick{2};
    std::uint64_t made = 0;
    for (Clock::time_point now = start; now < end; now = Clock::now()) {
        const double due = std::chrono::duration<double>(now - start).count() * static_cast<double>(per_second);
        while (made < static_cast<std::uint64_t>(due))
            make_span(client, static_cast<std::int64_t>(++made));
        std::this_thread::sleep_until(now + kTick);
    }
}

}  // namespace

void make_load(const Scenario& scenario, int port, LoadFigures& figures) {
    TelemetryFlowClient client(config_of(scenario, port), nullptr, std::make_unique<SilentDiagnostics>());
    client.initialize();
    const Clock::time_point start = Clock::now();
    const auto end =
        start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(scenario.seconds));
    const double cpu_before = thread_cpu_s();
    if (scenario.spans_per_second == 0) {
        saturate(client, end);
    } else {
        pace(client, scenario.spans_per_second, start, end);
    }
    figures.producer_cpu_s = thread_cpu_s() - cpu_before;
    figures.complete = client.flush(std::chrono::seconds(20)).complete;
    figures.elapsed_s = std::chrono::duration<double>(Clock::now() - start).count();
    const SDKStatusResult status = client.get_status();
    figures.created = status.of(SignalType::Traces).created;
    figures.dropped = status.of(SignalType::Traces).dropped_total();
    client.shutdown(std::chrono::seconds(5));
}

}  // namespace telemetryflow::bench
