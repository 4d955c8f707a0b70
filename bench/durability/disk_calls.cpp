#include "durability/disk_calls.hpp"

#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "cold/tails.hpp"
#include "harness/latencies.hpp"

namespace telemetryflow::bench {
namespace {

// Has the system write back what is dirty, as it does by itself every few seconds.
class Writeback {
public:
    explicit Writeback(const std::string& folder)
        : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), thread_([this] { run(); }) {}
    ~Writeback() {
        ends_ = true;
        thread_.join();
        ::close(folder_);
    }
    Writeback(const Writeback&) = delete;
    Writeback& operator=(const Writeback&) = delete;

private:
    void run() const {
        while (!ends_) {
            ::syncfs(folder_);
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }

    const int folder_;
    std::atomic<bool> ends_{false};
    std::thread thread_;
};

}  // namespace

std::vector<Figure> measure_sync(DurableClients& clients, const Options& options) {
    constexpr std::size_t kCalls = 200;
    constexpr std::chrono::microseconds kBetween{10};
    OurClient& ours = clients.sync();
    std::vector<Figure> figures;
    for (const auto& [metric, part] : {std::pair("p50", 0.5), std::pair("p99", 0.99), std::pair("max", 1.0)})
        figures.push_back({"log that waits for the disk", ours.subject(), metric, "ns", {}});
    for (int round = 0; round < options.rounds; ++round) {
        Latencies taken(kCalls, kBetween);
        while (taken.wait_for_turn()) {
            const std::int64_t start = Latencies::now();
            ours.client().log_info("user logged in", {{"user.id", 7}, {"attempt", 1}});
            taken.add(Latencies::now() - start);
        }
        ours.drain();
        figures[0].samples.push_back(taken.quantile(0.5));
        figures[1].samples.push_back(taken.quantile(0.99));
        figures[2].samples.push_back(taken.quantile(1.0));
        std::cerr << "calls that wait for the disk: round " << round + 1 << " of " << options.rounds << std::endl;
    }
    return figures;
}

std::vector<Figure> measure_writeback(DurableClients& clients, const Options& options) {
    OperationList operations;
    clients.add_operations(operations);
    const Writeback writeback(clients.folder());
    std::vector<Figure> figures = measure_tails(operations, options);
    for (Figure& figure : figures)
        figure.op += ", while it is written back";
    return figures;
}

}  // namespace telemetryflow::bench
