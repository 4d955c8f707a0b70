#include "api/operations.hpp"

#include <memory>

#include <opentelemetry/context/context.h>
#include <opentelemetry/logs/severity.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/trace/scope.h>

#include "harness/traits.hpp"
#include "peers/opentelemetry/peer_request.hpp"

namespace telemetryflow::bench {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

// One thread: the storage of contexts is set for it, outside the measured part, and is the process's.
OperationTraits on_one_thread(OperationTraits traits) {
    traits.max_threads = 1;
    return traits;
}

void use_contexts_of(const ApiSubject& subject) {
    opentelemetry::context::RuntimeContext::SetRuntimeContextStorage(subject.contexts);
}

void add_metrics(OperationList& list, const ApiSubject& subject) {
    const auto counter = std::make_shared<nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>>>(
        subject.meter.CreateUInt64Counter("bench.api.counter"));
    add_operation(list, "API counter, 3 attributes", subject.metrics,
                  on_one_thread(measurement_traits("bench.api.counter")), [counter] {
                      return [&one = **counter, request = PeerRequest{}] {
                          one.Add(1, {{"http.request.method", request.method},
                                      {"http.route", request.route},
                                      {"status", request.status}});
                      };
                  });
    const auto histogram = std::make_shared<nostd::unique_ptr<opentelemetry::metrics::Histogram<double>>>(
        subject.meter.CreateDoubleHistogram("bench.api.histogram", "", "ms"));
    add_operation(list, "API histogram, 3 attributes", subject.metrics,
                  on_one_thread(measurement_traits("bench.api.histogram")), [histogram] {
                      return [&one = **histogram, request = PeerRequest{}, durations = Durations{},
                              context = opentelemetry::context::Context{}]() mutable {
                          one.Record(durations.next(),
                                     {{"http.request.method", request.method},
                                      {"http.route", request.route},
                                      {"status", request.status}},
                                     context);
                      };
                  });
}

void add_spans(OperationList& list, const ApiSubject& subject) {
    add_operation(list, "API span, 3 attributes", subject.spans, on_one_thread(subject.span_traits), [subject] {
        use_contexts_of(subject);
        return [&tracer = subject.tracer, request = PeerRequest{}, options = options_of(trace::SpanKind::kServer)] {
            start_request(tracer, request, options)->End();
        };
    });
    add_operation(list, "API span, 3 attributes, active", subject.spans, on_one_thread(subject.span_traits), [subject] {
        use_contexts_of(subject);
        return [&tracer = subject.tracer, request = PeerRequest{}, options = options_of(trace::SpanKind::kServer)] {
            const auto span = start_request(tracer, request, options);
            const trace::Scope scope(span);
            span->End();
        };
    });
}

class LogCall {
public:
    LogCall(const ApiSubject& subject, bool inside_span) : logger_(subject.logger) {
        use_contexts_of(subject);
        if (!inside_span) return;
        span_ = subject.tracer.StartSpan("handle request");
        scope_ = std::make_unique<trace::Scope>(span_);
    }

    void operator()() {
        logger_.EmitLogRecord(opentelemetry::logs::Severity::kInfo, "user logged in",
                              opentelemetry::common::MakeAttributes({{"user.id", user_}, {"attempt", login_.attempt}}));
    }

private:
    opentelemetry::logs::Logger& logger_;
    Login login_;
    nostd::string_view user_ = view(login_.user);
    nostd::shared_ptr<trace::Span> span_;
    std::unique_ptr<trace::Scope> scope_;
};

void add_logs(OperationList& list, const ApiSubject& subject) {
    add_operation(list, "API log, 2 attributes", subject.logs, on_one_thread(subject.log_traits),
                  [subject] { return LogCall(subject, false); });
    add_operation(list, "API log, 2 attributes, inside a span", subject.logs, on_one_thread(subject.log_traits),
                  [subject] { return LogCall(subject, true); });
}

}  // namespace

void add_api_operations(OperationList& list, const ApiSubject& subject) {
    add_metrics(list, subject);
    add_spans(list, subject);
    add_logs(list, subject);
}

}  // namespace telemetryflow::bench
