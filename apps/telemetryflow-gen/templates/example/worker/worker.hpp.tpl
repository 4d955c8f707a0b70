#pragma once

// What a thread does with the jobs of a queue.

#include <chrono>
#include <exception>
#include <stdexcept>

#include "telemetryflow/telemetryflow.hpp"

#include "job_queue.hpp"

namespace app {

using telemetryflow::ContextGuard;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

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

inline void process(TelemetryFlowClient& client, int number) {
    const Span span = client.span("process job", SpanKind::Consumer, {{"job.number", number}});
    // An exception that leaves the scope of a span marks it as failed and becomes an event of it.
    if (number % 5 == 0) throw std::runtime_error("no paper");
    client.log_info("job done", {{"job.number", number}});
}

inline void work(TelemetryFlowClient& client, const Instruments& instruments, JobQueue& queue) {
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

/// Makes a job within a span, and puts it into the queue.
inline void submit(TelemetryFlowClient& client, const Instruments& instruments, JobQueue& queue, int number) {
    const Span span = client.span("queue job", SpanKind::Producer, {{"job.number", number}});
    const std::size_t waiting = queue.push({.number = number, .context = client.current_context()});
    instruments.waiting.record(static_cast<double>(waiting));
}

}  // namespace app
