// Threads and a queue: the trace of a job goes on where another thread takes it up.
//
//   @{project} [jobs]      20 jobs unless said otherwise; every fifth one fails

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "telemetryflow/telemetryflow.hpp"

#include "worker.hpp"

using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kThreads = 3;

}  // namespace

int main(int argc, char** argv) try {
    const int count = argc > 1 ? std::atoi(argv[1]) : 20;
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    const app::Instruments instruments(client);
    app::JobQueue queue;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] { app::work(client, instruments, queue); });
    for (int number = 1; number <= count; ++number)
        app::submit(client, instruments, queue, number);
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
