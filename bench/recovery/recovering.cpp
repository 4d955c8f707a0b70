#include "recovery/recovering.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "telemetryflow/telemetryflow.hpp"

#include "memory/resident.hpp"

namespace telemetryflow::bench {
namespace {

class CountingExporter final : public Exporter {
public:
    explicit CountingExporter(std::shared_ptr<std::atomic<std::uint64_t>> bytes) : bytes_(std::move(bytes)) {}
    ExportResult export_batch(const ExportRequest& request) override {
        *bytes_ += request.body.size();
        return {};
    }

private:
    const std::shared_ptr<std::atomic<std::uint64_t>> bytes_;
};

}  // namespace

TelemetryConfig recovering_config(const std::string& folder) {
    TelemetryConfig config =
        TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"), "127.0.0.1:4317", "backlog");
    config.state_directory = folder;
    config.durability = Durability::Process;
    config.rate_limit = 0;
    config.batch_timeout = std::chrono::milliseconds(100);
    return config;
}

Recovering Recovering::run(const std::string& folder) {
    const auto bytes = std::make_shared<std::atomic<std::uint64_t>>(0);
    TelemetryConfig config = recovering_config(folder);
    config.spool_max_bytes = std::size_t{1} << 40U;
    const auto start = std::chrono::steady_clock::now();
    TelemetryFlowClient client(config, {.exporter = std::make_unique<CountingExporter>(bytes)});
    client.initialize();
    // Its own folder stays.
    const auto folders = [&] {
        const std::filesystem::directory_iterator all(folder + "/backlog");
        return std::count_if(begin(all), end(all), [](const auto& entry) { return entry.is_directory(); });
    };
    while (folders() != 1)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    client.shutdown(std::chrono::seconds(10));
    return {seconds, *bytes, peak_resident_bytes()};
}

}  // namespace telemetryflow::bench
