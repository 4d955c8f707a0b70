// The operations of opentelemetry-cpp, each in the cheapest way that its API offers: instruments, options and contexts
// are made once, attributes are given as lists in place.

#include <memory>
#include <utility>

#include <opentelemetry/context/context.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/sdk/trace/samplers/always_off.h>
#include <opentelemetry/sdk/trace/samplers/always_on.h>
#include <opentelemetry/trace/scope.h>

#include "harness/traits.hpp"
#include "peers/opentelemetry/logs.hpp"
#include "peers/opentelemetry/metrics.hpp"
#include "peers/opentelemetry/peer_request.hpp"
#include "peers/opentelemetry/spans.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

void add_span(OperationList& list, const char* name, OpenTelemetrySpans& spans, OperationTraits traits) {
    add_operation(list, name, spans, std::move(traits), [&tracer = spans.tracer()] {
        return [&tracer, request = PeerRequest{}, options = options_of(trace::SpanKind::kServer)] {
            const auto span = start_request(tracer, request, options);
            const trace::Scope scope(span);
            span->End();
        };
    });
}

void add_spans(OperationList& list, OpenTelemetrySpans& spans, OpenTelemetrySpans& unsampled) {
    add_span(list, "span, 3 attributes", spans, peer_record_traits("spans"));
    add_span(list, "span not sampled, 3 attributes", unsampled, peer_record_traits("spans", 0));
    add_operation(
        list, "span, child span and event", spans, peer_record_traits("spans", 2), [&tracer = spans.tracer()] {
            return [&tracer, request = PeerRequest{}, server = options_of(trace::SpanKind::kServer),
                    client = options_of(trace::SpanKind::kClient)] {
                const auto parent = start_request(tracer, request, server);
                const trace::Scope scope(parent);
                {
                    const auto child = tracer.StartSpan("SELECT users", {{"db.system", "postgresql"}}, client);
                    const trace::Scope child_scope(child);
                    child->AddEvent("row fetched", {{"rows", request.status}});
                    child->End();
                }
                parent->End();
            };
        });
    // Not current while open, so without a scope.
    add_operation(list, "span by id, 3 attributes", spans, peer_record_traits("spans"), [&tracer = spans.tracer()] {
        return [&tracer, request = PeerRequest{}, options = options_of(trace::SpanKind::kServer)] {
            start_request(tracer, request, options)->End();
        };
    });
}

void add_encoded_span(OperationList& list) {
    static OpenTelemetrySpans encoding(std::make_unique<opentelemetry::sdk::trace::AlwaysOnSampler>(), true);
    OperationTraits one_thread = peer_record_traits("spans");
    one_thread.max_threads = 1;
    add_span(list, "span, 3 attributes, encoded", encoding, one_thread);
}

class LogCall {
public:
    LogCall(opentelemetry::logs::Logger& logger, trace::Tracer& tracer)
        : logger_(logger), span_(tracer.StartSpan("handle request")), scope_(span_) {}

    void operator()() {
        logger_.EmitLogRecord(opentelemetry::logs::Severity::kInfo, "user logged in",
                              opentelemetry::common::MakeAttributes({{"user.id", user_}, {"attempt", login_.attempt}}));
    }

private:
    opentelemetry::logs::Logger& logger_;
    Login login_;
    nostd::string_view user_ = view(login_.user);
    nostd::shared_ptr<trace::Span> span_;
    trace::Scope scope_;
};

void add_log(OperationList& list, OpenTelemetrySpans& spans) {
    static OpenTelemetryLogs logs;
    add_operation(list, "log, 2 attributes, inside a span", logs, peer_record_traits("logs"),
                  [&tracer = spans.tracer()] { return LogCall(logs.logger(), tracer); });
}

// It has no bound instruments and no counters by name: what a program does instead is compared with ours.
void add_counter(OperationList& list, OpenTelemetryMetrics& metrics, const char* name, const char* metric) {
    const auto counter = std::make_shared<nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>>>(
        metrics.meter().CreateUInt64Counter(metric));
    add_operation(list, name, metrics, measurement_traits(metric), [counter] {
        return [&one = **counter, request = PeerRequest{}] {
            one.Add(
                1,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        };
    });
}

void add_histogram(OperationList& list, OpenTelemetryMetrics& metrics, const char* name, const char* metric) {
    const auto histogram = std::make_shared<nostd::unique_ptr<opentelemetry::metrics::Histogram<double>>>(
        metrics.meter().CreateDoubleHistogram(metric, "", "ms"));
    add_operation(list, name, metrics, measurement_traits(metric), [histogram] {
        return [&one = **histogram, request = PeerRequest{}, durations = Durations{},
                context = opentelemetry::context::Context{}]() mutable {
            one.Record(
                durations.next(),
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}},
                context);
        };
    });
}

void add_metrics(OperationList& list) {
    static OpenTelemetryMetrics metrics;
    add_counter(list, metrics, "bound counter", "bench.counter.bound");
    add_histogram(list, metrics, "bound histogram", "bench.histogram.bound");
    add_counter(list, metrics, "counter by handle, 3 attributes", "bench.counter");
    add_counter(list, metrics, "counter by name, 3 attributes", "bench.counter.named");
    add_histogram(list, metrics, "histogram by handle, 3 attributes", "bench.histogram");
}

// Counts what its own collections gave: collecting is the operation here.
class Collected final : public Destination {
public:
    [[nodiscard]] OpenTelemetryMetrics& metrics() { return metrics_; }
    void collect() { points_ += metrics_.collect_and_encode(); }
    [[nodiscard]] const std::string& subject() const override { return metrics_.subject(); }
    void drain() override {}
    [[nodiscard]] std::uint64_t arrived(std::string_view) override { return points_; }

private:
    OpenTelemetryMetrics metrics_;
    std::uint64_t points_ = 0;
};

void add_collection(OperationList& list) {
    static Collected collected;
    constexpr std::int64_t kSeries = 1'000;
    const auto counter = std::make_shared<nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>>>(
        collected.metrics().meter().CreateUInt64Counter("bench.counter.thousand"));
    add_operation(list, "collect and encode 1000 counter series", collected,
                  {.kind = "points", .records = kSeries, .burst = 1, .room = 1, .max_threads = 1}, [counter] {
                      for (std::int64_t number = 0; number < kSeries; ++number)
                          (*counter)->Add(1, {{"http.request.method", "GET"}, {"shard", number}});
                      return [] { collected.collect(); };
                  });
}

}  // namespace

void add_opentelemetry_operations(OperationList& list) {
    static OpenTelemetrySpans spans(std::make_unique<opentelemetry::sdk::trace::AlwaysOnSampler>(), false);
    static OpenTelemetrySpans unsampled(std::make_unique<opentelemetry::sdk::trace::AlwaysOffSampler>(), false);
    add_metrics(list);
    add_collection(list);
    add_spans(list, spans, unsampled);
    add_encoded_span(list);
    add_log(list, spans);
}

}  // namespace telemetryflow::bench
