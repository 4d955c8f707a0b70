// Threads and a queue: the trace of a job goes on where another thread takes it up.
//
//   @{project} [jobs]      20 jobs unless said otherwise; every fifth one fails

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "telemetryflow/telemetryflow.hpp"

#include "job_queue.hpp"

using telemetryflow::ContextGuard;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using @{identifier}::JobQueue;

namespace {

constexpr int kThreads = 3;

// Handles pay for the look-up of an instrument once; any thread may use them.
struct Instruments {
    explicit Instruments(TelemetryFlowClient& client)
        : done(client.counter("jobs.done", {.unit = "{job}", .description = "Jobs by outcome"})),
          active(client.up_down_counter("jobs.active", {.unit = "{job}"})),
          waiting(client.gauge("jobs.waiting", {.unit = "{job}", .description = "Jobs in the queue"})),
          duration(client.histogram("job.duration", {.unit = "s", .description = "Time that a job takes"})) {}

    telemetryflow::Counter done;
    telemetryflow::UpDownCounter active;
    telemetryflow::Gauge waiting;
    telemetryflow::Histogram duration;
};

void process(TelemetryFlowClient& client, int number) {
    const Span span = client.span("process job", SpanKind::Consumer, {{"job.number", number}});
    // An exception that leaves the scope of a span marks it as failed and becomes an event of it.
    if (number % 5 == 0) throw std::runtime_error("no paper");
    client.log_info("job done", {{"job.number", number}});
}

void work(TelemetryFlowClient& client, const Instruments& instruments, JobQueue& queue) {
    while (const auto job = queue.pop()) {
        instruments.active.add(1);
        const auto start = std::chrono::steady_clock::now();
        const char* outcome = "done";
        // What was current where the job was made is current here: what follows belongs to its trace.
        const ContextGuard attached = client.attach(job->context);
        try {
            process(client, job->number);
        } catch (const std::exception& error) {
            outcome = "failed";
            client.log_error("job failed", {{"job.number", job->number}, {"reason", error.what()}});
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        instruments.duration.record(taken.count(), {{"outcome", outcome}});
        instruments.done.add(1, {{"outcome", outcome}});
        instruments.active.add(-1);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    const int count = argc > 1 ? std::atoi(argv[1]) : 20;
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    const Instruments instruments(client);
    JobQueue queue;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] { work(client, instruments, queue); });
    for (int number = 1; number <= count; ++number) {
        const Span span = client.span("queue job", SpanKind::Producer, {{"job.number", number}});
        const std::size_t waiting = queue.push({.number = number, .context = client.current_context()});
        instruments.waiting.record(static_cast<double>(waiting));
    }
    queue.close();
    for (std::thread& thread : threads)
        thread.join();

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
