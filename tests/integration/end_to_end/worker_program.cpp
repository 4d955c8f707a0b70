#include "integration/end_to_end/worker_program.hpp"

#include <mutex>
#include <thread>
#include <vector>

namespace telemetryflow::tests {

namespace {

class Journal {
public:
    explicit Journal(WorkerProgram& program) : program_(program) {}

    void add(const Span& span, SpanId parent) {
        const SpanContext context = span.context();
        const std::lock_guard lock(mutex_);
        program_.spans[context.span_id.to_hex()] = {context.trace_id.to_hex(),
                                                    parent.is_valid() ? parent.to_hex() : ""};
    }
    void add_log(const std::string& body, const SpanContext& context) {
        const std::lock_guard lock(mutex_);
        program_.logs[body] = {context.trace_id.to_hex(), context.span_id.to_hex()};
    }

private:
    std::mutex mutex_;
    WorkerProgram& program_;
};

void do_job(TelemetryFlowClient& client, Journal& journal, int thread, int number) {
    const auto job = client.span("job", SpanKind::Server, {{"thread", thread}});
    journal.add(job, {});
    auto query = client.span("query", SpanKind::Client);
    journal.add(query, job.context().span_id);
    query.add_event("row", {{"number", number}});
    const auto context = client.current_context();
    std::thread([&] {
        const ContextGuard guard = client.attach(context);
        auto parse = client.span("parse");
        journal.add(parse, query.context().span_id);
        if (number == 0) parse.set_status(SpanStatus::Error, "bad row");
    }).join();
    const std::string body = "row " + std::to_string(thread) + "/" + std::to_string(number);
    client.log(body, number == 0 ? SeverityLevel::Error : SeverityLevel::Info, {{"number", number}});
    journal.add_log(body, context);
    client.increment_counter("jobs", 1, {{"thread", thread}}, "{job}");
    client.record_histogram("job.duration", 0.25, "s");
    client.record_metric("temperature", 20.5, "Cel");
}

}  // namespace

WorkerProgram WorkerProgram::run(TelemetryFlowClient& client) {
    WorkerProgram program;
    Journal journal(program);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&client, &journal, thread] {
            for (int number = 0; number < kJobsPerThread; ++number)
                do_job(client, journal, thread, number);
        });
    }
    for (auto& thread : threads)
        thread.join();
    program.remote = *SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    const ContextGuard guard = client.attach(program.remote);
    const auto handled = client.span("handle", SpanKind::Server);
    journal.add(handled, program.remote.span_id);
    client.record_gauge("queue.length", 10);
    client.record_gauge("queue.length", 7);
    const auto connections = client.up_down_counter("connections", {.unit = "{connection}"});
    connections.add(5);
    connections.add(-2);
    return program;
}

}  // namespace telemetryflow::tests
