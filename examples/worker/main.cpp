// Threads and a queue: the trace of an order goes on where another thread takes it up.
//
//   ./example_worker [orders]      20 orders unless said otherwise; every fifth one fails
//
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "telemetryflow/telemetryflow.hpp"

#include "order_queue.hpp"

using telemetryflow::ContextGuard;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using namespace std::chrono_literals;

namespace {

constexpr int kThreads = 3;
constexpr int kEveryFifth = 5;

// Handles pay for the look-up of an instrument once; any thread may use them.
struct Instruments {
    explicit Instruments(TelemetryFlowClient& client)
        : processed(client.counter("orders.processed", {.unit = "{order}", .description = "Orders by outcome"})),
          in_work(client.up_down_counter("orders.in_work", {.unit = "{order}"})),
          queued(client.gauge("orders.queued", {.unit = "{order}", .description = "Orders that wait"})),
          duration(client.histogram("order.duration", {.unit = "s", .description = "Time that an order takes"})) {}

    telemetryflow::Counter processed;
    telemetryflow::UpDownCounter in_work;
    telemetryflow::Gauge queued;
    telemetryflow::Histogram duration;
};

void charge(TelemetryFlowClient& client, const Order& order) {
    const Span span = client.span("charge card", SpanKind::Client, {{"server.address", "bank.example"}});
    std::this_thread::sleep_for(2ms);
    // An exception that leaves the scope of a span marks it as failed and becomes an event of it.
    if (order.number % kEveryFifth == 0) throw std::runtime_error("card declined");
}

void process(TelemetryFlowClient& client, const Order& order) {
    const Span span = client.span("process order", SpanKind::Consumer, {{"order.number", order.number}});
    {
        const Span reserve = client.span("reserve stock");
        std::this_thread::sleep_for(1ms);
        const Span lock = client.span("lock shelf", SpanKind::Internal, {{"shelf", order.number % 4}});
        std::this_thread::sleep_for(1ms);
    }
    charge(client, order);
    client.log_info("order shipped", {{"order.number", order.number}});
}

void work(TelemetryFlowClient& client, const Instruments& instruments, OrderQueue& queue) {
    while (const auto order = queue.pop()) {
        instruments.queued.record(static_cast<double>(queue.size()));
        instruments.in_work.add(1);
        const auto start = std::chrono::steady_clock::now();
        const char* outcome = "shipped";

        // Makes the order's span current here, so that what follows becomes part of its trace.
        const ContextGuard attached = client.attach(order->context);
        try {
            process(client, *order);
        } catch (const std::exception& error) {
            outcome = "failed";
            client.log_error("order failed", {{"order.number", order->number}, {"reason", error.what()}});
        }

        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        instruments.duration.record(taken.count(), {{"outcome", outcome}});
        instruments.processed.add(1, {{"outcome", outcome}});
        instruments.in_work.add(-1);
    }
}

void take_orders(TelemetryFlowClient& client, const Instruments& instruments, OrderQueue& queue, int count) {
    for (int number = 1; number <= count; ++number) {
        const Span span = client.span("take order", SpanKind::Producer, {{"order.number", number}});
        const std::size_t waiting = queue.push({.number = number, .context = client.current_context()});
        instruments.queued.record(static_cast<double>(waiting));
        client.log_debug("order queued", {{"order.number", number}});
    }
}

}  // namespace

int main(int argc, char** argv) try {
    const int count = argc > 1 ? std::atoi(argv[1]) : 20;
    if (count <= 0 || argc > 2) {
        std::cerr << "usage: " << argv[0] << " [orders]\n";
        return 2;
    }
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-worker", "1.0.0").with_auto_configuration().build();
    client.initialize();

    const Instruments instruments(client);
    OrderQueue queue;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] { work(client, instruments, queue); });
    take_orders(client, instruments, queue, count);
    queue.close();
    for (std::thread& thread : threads)
        thread.join();

    const bool complete = client.shutdown(10s).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
