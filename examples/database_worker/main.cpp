// A worker over SQLite that logs with spdlog: neither knows of telemetry, and one call instruments both.
//
//   ./example_database_worker <file> [orders]      20 orders unless said otherwise; every fifth one is refused
//
// The file is made anew. The last line on standard output is the client's own account of what became of its telemetry,
// as JSON.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "telemetryflow/integration/auto_instrument.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "database.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using namespace std::chrono_literals;

namespace {

constexpr int kThreads = 2;
constexpr int kStock = 4;  // of every five orders

void create_tables(Database& database) {
    database.run("CREATE TABLE stock (item INTEGER PRIMARY KEY, left INTEGER CHECK (left >= 0))");
    database.run("CREATE TABLE orders (number INTEGER PRIMARY KEY, item INTEGER)");
}

void place(TelemetryFlowClient& client, Database& database, int number) {
    const Span span = client.span("place order", SpanKind::Internal, {{"order.number", number}});
    try {
        database.run("UPDATE stock SET left = left - 1 WHERE item = ?", number / 5);
        database.run("INSERT INTO orders VALUES (?, 0)", number);
        spdlog::info("order {} placed", number);
    } catch (const std::exception& error) {
        spdlog::error("order {} refused: {}", number, error.what());
    }
}

void work(TelemetryFlowClient& client, const std::string& file, int first, int last) {
    Database database(file);
    for (int number = first; number < last; ++number) {
        if (number % 5 == 0) database.run("INSERT INTO stock VALUES (?, " + std::to_string(kStock) + ")", number / 5);
        place(client, database, number);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-database-worker", "1.0.0").with_auto_configuration().build();
    const int count = argc > 2 ? std::atoi(argv[2]) : 20;
    if (argc < 2 || argc > 3 || count <= 0) {
        std::cerr << "usage: " << argv[0] << " <file> [orders]\n";
        return 2;
    }
    client.initialize();
    spdlog::set_default_logger(spdlog::stderr_color_mt("orders"));
    auto instrumentation = telemetryflow::integration::auto_instrument(client);

    std::remove(argv[1]);
    Database database(argv[1]);
    create_tables(database);
    std::vector<std::thread> threads;
    // Whole fives to each thread, so that none waits for the stock of another.
    const int fives = (count + 4) / 5;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back(work, std::ref(client), argv[1], fives * i / kThreads * 5,
                             std::min(count, fives * (i + 1) / kThreads * 5));
    }
    for (std::thread& thread : threads)
        thread.join();

    instrumentation.uninstall();
    const bool complete = client.shutdown(10s).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
