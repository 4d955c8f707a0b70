// The last of four processes with one trace: it takes jobs from a table of SQLite and goes on with the trace that each
// was made in.
//
//   ./example_distributed_worker <database>                       prints each item that it has shipped
//
// SIGTERM and SIGINT end it between two jobs.

#include <chrono>
#include <iostream>
#include <optional>
#include <string>

#include "telemetryflow/integration/sqlite.hpp"
#include "telemetryflow/map_carrier.hpp"

#include "job_queue.hpp"
#include "service.hpp"
#include "stop_signal.hpp"

using telemetryflow::MapCarrier;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

namespace {

void ship(TelemetryFlowClient& client, JobQueue& queue, const Job& job) {
    // What the inventory injected: the span that sent the job becomes the parent, and the baggage is current again.
    const auto sender = client.attach(client.extract(MapCarrier(job.context)));
    const Span span = client.span("process jobs", SpanKind::Consumer,
                                  {{"messaging.system", "sqlite"},
                                   {"messaging.destination.name", "jobs"},
                                   {"messaging.operation.name", "process"},
                                   {"messaging.operation.type", "process"},
                                   {"messaging.message.id", job.number},
                                   {"customer.tier", client.current_baggage().get("customer.tier").value_or("none")}});
    queue.finish(job);
    client.log_info("item shipped", {{"item", job.item}});
}

void work(TelemetryFlowClient& client, const std::string& file, const StopSignal& stop) {
    // Looking for jobs goes over a connection without the hook, or each look would be a trace of its own.
    Database unwatched(file);
    JobQueue::make_table(unwatched);
    JobQueue jobs(unwatched);
    Database database(file);
    JobQueue queue(database);
    const telemetryflow::integration::SqliteTrace trace(client, database.native());
    std::cout << "waiting for jobs" << std::endl;
    while (!stop.wait_for(std::chrono::milliseconds(20))) {
        while (const std::optional<Job> job = jobs.take()) {
            ship(client, queue, *job);
            std::cout << "shipped " << job->item << std::endl;
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " <database>\n";
        return 2;
    }
    const StopSignal stop;
    telemetryflow::integration::watch_sqlite_errors();
    return run_service("example-shipping", [&](TelemetryFlowClient& client) { work(client, argv[1], stop); });
}
