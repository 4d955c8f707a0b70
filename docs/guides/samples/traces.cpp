// Quoted by docs/guides/traces.md.

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "telemetryflow/start_scoped_span_command.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void nested(TelemetryFlowClient& client) {
    // [nested]
    auto request = client.span("GET /orders/{id}", SpanKind::Server);
    {
        auto query = client.span("SELECT orders", SpanKind::Client, {{"db.system.name", "sqlite"}});
        query.add_event("rows read", {{"rows", 12}});
    }  // the query ends here; request is current again
    request.set_attribute("http.response.status_code", 200);
    // [/nested]
}

void failing(TelemetryFlowClient& client) {
    // [with_span]
    const int total = client.with_span("sum up", SpanKind::Internal, {}, [](Span& span) {
        span.set_attribute("orders", 2);
        return 19 + 5;  // an exception would be recorded, mark the span as failed, and be thrown on
    });
    // [/with_span]
    static_cast<void>(total);
}

void other_thread(TelemetryFlowClient& client) {
    // [thread]
    auto span = client.span("import");
    std::thread worker([&client, context = client.current_context()] {
        const auto attached = client.attach(context);  // current on this thread, for this scope
        auto part = client.span("import part");        // a child of "import"
    });
    worker.join();
    // [/thread]
}

void remote(TelemetryFlowClient& client, const std::string& header) {
    // [remote]
    StartScopedSpanCommand command;
    command.name = "POST /orders";
    command.kind = SpanKind::Server;
    command.parent = SpanContext::from_traceparent(header);  // nothing when the header is malformed
    auto span = client.span(command);

    const std::string outgoing = span.context().to_traceparent();  // the header for the next service
    // [/remote]
}

void by_hand(TelemetryFlowClient& client) {
    // [manual]
    const SpanId id = client.start_span("callback", SpanKind::Client);
    client.add_span_event(id, "sent");
    // later, on any thread:
    client.end_span(id, SpanError{"timeout", "no answer in 5 s"});  // or end_span(id) when all went well
    // [/manual]
}

TelemetryFlowBuilder& sampled(TelemetryFlowBuilder& builder) {
    // [sampler]
    class WithoutHealthChecks final : public Sampler {
    public:
        SamplingResult should_sample(const SamplingParameters& span) override {
            if (span.parent.is_valid())
                return {span.parent.is_sampled() ? SamplingDecision::RecordAndSample : SamplingDecision::Drop};
            return {span.name == "GET /healthz" ? SamplingDecision::Drop : SamplingDecision::RecordAndSample};
        }
    };
    builder.with_sampler(std::make_unique<WithoutHealthChecks>());
    // [/sampler]
    return builder;
}

TelemetryFlowBuilder& processed(TelemetryFlowBuilder& builder, std::string tenant) {
    // [processor]
    class TenantOfEverySpan final : public SpanProcessor {
    public:
        explicit TenantOfEverySpan(std::string tenant) : tenant_(std::move(tenant)) {}
        void on_start(ReadWriteSpan& span, const Context&) override { span.set_attribute("tenant", tenant_); }
        void on_ending(ReadWriteSpan& span) override {
            if (span.attribute("db.query.text")) span.set_attribute("db.query.text", "...");
        }

    private:
        const std::string tenant_;
    };
    builder.with_span_processor(std::make_unique<TenantOfEverySpan>(std::move(tenant)));
    // [/processor]
    return builder;
}
