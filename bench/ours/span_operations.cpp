// Spans: scoped, nested, by id, and those that sampling leaves out.

#include "harness/request.hpp"
#include "ours/operations.hpp"
#include "ours/our_client.hpp"
#include "ours/our_traits.hpp"

namespace telemetryflow::bench {
namespace {

// Calls record(client, request) in the loop.
template <class Record>
void add(OperationList& list, const char* name, OurClient& subject, OperationTraits traits, Record record) {
    add_operation(list, name, subject, std::move(traits), [&client = subject.client(), record] {
        return [&client, record, request = Request{}] { record(client, request); };
    });
}

void record_span(TelemetryFlowClient& client, const Request& request) {
    const Span span = client.span("GET /users/{id}", SpanKind::Server,
                                  {{"http.request.method", request.method},
                                   {"http.route", request.route},
                                   {"http.response.status_code", request.status}});
    keep(span);
}

void record_span_child_event(TelemetryFlowClient& client, const Request& request) {
    const Span parent = client.span("GET /users/{id}", SpanKind::Server,
                                    {{"http.request.method", request.method},
                                     {"http.route", request.route},
                                     {"http.response.status_code", request.status}});
    Span child = client.span("SELECT users", SpanKind::Client, {{"db.system", "postgresql"}});
    child.add_event("row fetched", {{"rows", request.status}});
}

void record_span_by_id(TelemetryFlowClient& client, const Request& request) {
    const SpanId id = client.start_span("GET /users/{id}", SpanKind::Server,
                                        {{"http.request.method", request.method},
                                         {"http.route", request.route},
                                         {"http.response.status_code", request.status}});
    client.end_span(id);
}

void record_bare_span(TelemetryFlowClient& client, const Request&) {
    const Span span = client.span("GET /users/{id}");
    keep(span);
}

}  // namespace

void add_span_operations(OperationList& list) {
    add(list, "span, 3 attributes", recording_client(), record_traits("spans"), record_span);
    add(list, "span, child span and event", recording_client(), record_traits("spans", 2), record_span_child_event);
    add(list, "span not sampled, 3 attributes", unsampled_client(), record_traits("spans", 0), record_span);
    add(list, "span by id, 3 attributes", recording_client(), record_traits("spans"), record_span_by_id);
    OperationTraits one_thread = record_traits("spans");
    one_thread.max_threads = 1;
    add(list, "span, 3 attributes, encoded", recording_client(), one_thread, record_span);
}

void add_further_span_operations(OperationList& list) {
    add(list, "span, no attributes", recording_client(), record_traits("spans"), record_bare_span);
}

}  // namespace telemetryflow::bench
