// Attributes that are many, long or of arrays, and sets of them that are too many, with opentelemetry-cpp.

#include <memory>
#include <vector>

#include <opentelemetry/common/key_value_iterable_view.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/sdk/trace/samplers/always_on.h>

#include "harness/large_request.hpp"
#include "harness/traits.hpp"
#include "peers/opentelemetry/metrics.hpp"
#include "peers/opentelemetry/peer_request.hpp"
#include "peers/opentelemetry/spans.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using Pair = std::pair<nostd::string_view, opentelemetry::common::AttributeValue>;

OpenTelemetrySpans& spans() {
    static OpenTelemetrySpans subject(std::make_unique<opentelemetry::sdk::trace::AlwaysOnSampler>(), false);
    return subject;
}

// The span that the attributes make: current while open, as ours is.
void record(const std::vector<Pair>& attributes, const trace::StartSpanOptions& options) {
    const auto span = spans().tracer().StartSpan("GET /users/{id}", attributes, options);
    const trace::Scope scope(span);
    span->End();
}

void add_long_string(OperationList& list, const char* name, std::size_t size) {
    add_operation(list, name, spans(), peer_record_traits("spans"), [size] {
        return [text = std::make_shared<std::string>(size, 'x'), options = options_of(trace::SpanKind::kServer)] {
            const auto span =
                spans().tracer().StartSpan("GET /users/{id}", {{"http.request.body", view(*text)}}, options);
            const trace::Scope scope(span);
            span->End();
        };
    });
}

void add_many_attributes(OperationList& list) {
    add_operation(list, kManyAttributes, spans(), peer_record_traits("spans"), [] {
        std::vector<Pair> attributes;
        for (const std::string& key : many_keys())
            attributes.emplace_back(view(key), std::int64_t{42});
        return [attributes = std::move(attributes), options = options_of(trace::SpanKind::kServer)] {
            record(attributes, options);
        };
    });
}

void add_arrays(OperationList& list) {
    add_operation(list, kArrays, spans(), peer_record_traits("spans"), [] {
        std::vector<nostd::string_view> words;
        for (const std::string_view word : many_words())
            words.push_back(view(word));
        return [numbers = many_numbers(), words = std::move(words), options = options_of(trace::SpanKind::kServer)] {
            const auto span = spans().tracer().StartSpan(
                "GET /users/{id}",
                {{"numbers", nostd::span<const std::int64_t>(numbers.data(), numbers.size())},
                 {"words", nostd::span<const nostd::string_view>(words.data(), words.size())}},
                options);
            const trace::Scope scope(span);
            span->End();
        };
    });
}

using Counter = nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>>;

// Version 1.19 loses measurements here when it collects (what the overflow series had is overwritten), so how many
// arrive is not looked at.
class UnverifiedMetrics final : public Destination {
public:
    [[nodiscard]] OpenTelemetryMetrics& metrics() { return metrics_; }
    [[nodiscard]] const std::string& subject() const override { return metrics_.subject(); }
    void drain() override { metrics_.drain(); }
    [[nodiscard]] std::uint64_t arrived(std::string_view) override { return 0; }

private:
    OpenTelemetryMetrics metrics_;
};

void add_moving(OperationList& list) {
    static OpenTelemetryMetrics subject;
    static const Counter counter = subject.meter().CreateUInt64Counter("bench.counter.moving");
    add_operation(list, kMoving, subject, measurement_traits("bench.counter.moving"), [] {
        return [requests = MovingRequests{}, status = Request{}.status]() mutable {
            const MovingRequests::One request = requests.next();
            counter->Add(1, {{"http.request.method", view(request.method)},
                             {"http.route", view(request.route)},
                             {"status", status}});
        };
    });
}

void add_overflow(OperationList& list) {
    static UnverifiedMetrics subject;
    static const Counter counter = subject.metrics().meter().CreateUInt64Counter("bench.counter.overflow");
    OperationTraits traits = measurement_traits("bench.counter.overflow");
    traits.records = 0;
    add_operation(list, kOverflow, subject, traits, [] {
        static std::int64_t number = 0;
        return [request = PeerRequest{}, first = number += 1'000'000, next = std::int64_t{0}]() mutable {
            counter->Add(1, {{"http.request.method", request.method}, {"user", first + ++next}});
        };
    });
}

// Its limit of 2000 series is fixed, so there are no 100,000.
void add_cycle(OperationList& list) {
    static OpenTelemetryMetrics subject;
    static const Counter counter = subject.meter().CreateUInt64Counter("bench.counter.cycle");
    add_operation(list, kCycle1000, subject, measurement_traits("bench.counter.cycle"), [] {
        return [request = PeerRequest{}, number = std::int64_t{0}]() mutable {
            number = number == 999 ? 0 : number + 1;
            counter->Add(1, {{"http.request.method", request.method}, {"user", number}});
        };
    });
}

}  // namespace

void add_opentelemetry_large_operations(OperationList& list) {
    add_long_string(list, kString1KiB, 1'024);
    add_long_string(list, kString16KiB, 16'384);
    add_many_attributes(list);
    add_arrays(list);
    add_moving(list);
    add_overflow(list);
    add_cycle(list);
}

}  // namespace telemetryflow::bench
