// One life of a service that is killed at some instant: threads record numbered logs and spans and acknowledge each
// when its call has returned. What is exported goes to a file, each request behind its size.
//
//   kill_writer DIRECTORY NAME up|down|flapping|drain [RECORDS]
//
// With `drain` nothing is recorded, and the process ends when nothing is left of all earlier ones. With RECORDS each
// thread records that many, and the process shuts down and ends by itself: with 0, or with 3 when it could not start.
// Where a client begins to be made is marked by a call of getppid().

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"

#include "integration/durability/acknowledged.hpp"

namespace {

using namespace telemetryflow;
using namespace std::chrono_literals;

class FileExporter final : public Exporter {
public:
    FileExporter(const std::string& path, std::string backend)
        : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)), backend_(std::move(backend)) {
        if (file_ < 0) std::abort();
    }

    ExportResult export_batch(const ExportRequest& request) override {
        ++attempts_;
        if (backend_ == "down" || (backend_ == "flapping" && attempts_ % 3 != 0)) {
            return {.outcome = ExportOutcome::Retryable, .reason = "connect"};
        }
        std::uint32_t size = static_cast<std::uint32_t>(request.body.size());
        std::uint8_t signal = static_cast<std::uint8_t>(request.signal);
        const std::array<iovec, 3> parts{{{&size, sizeof(size)},
                                          {&signal, sizeof(signal)},
                                          {const_cast<std::byte*>(request.body.data()), request.body.size()}}};
        // A request that a kill cuts short was not delivered, and is seen to be short.
        const auto whole = static_cast<ssize_t>(sizeof(size) + sizeof(signal) + request.body.size());
        if (::writev(file_, parts.data(), static_cast<int>(parts.size())) != whole) std::abort();
        return {};
    }

private:
    const int file_;
    const std::string backend_;
    int attempts_ = 0;
};

class Quiet final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

// So many that one life's records fit in its region whatever becomes of the backend.
constexpr std::uint32_t kMostRecords = 1500;

void write(TelemetryFlowClient& client, const std::string& name, tests::Acknowledged& acknowledged, int thread,
           std::uint32_t records) {
    for (std::uint32_t number = 1; number <= records; ++number) {
        const std::string record = name + " " + std::to_string(thread) + " " + std::to_string(number);
        if (number % 2 == 0) {
            client.log_info(record, {{"number", number}});
        } else {
            const Span span = client.span(record);
        }
        acknowledged.of(thread).store(number, std::memory_order_release);
        if (number % 16 == 0) std::this_thread::sleep_for(100us);
    }
}

std::uint64_t dropped_by(const TelemetryFlowClient& client) {
    const SDKStatusResult status = client.get_status();
    return status.of(SignalType::Logs).dropped_total() + status.of(SignalType::Traces).dropped_total();
}

// Waits until nothing but this process's own folder is left, beside those whose makers were killed before they had
// recorded.
void wait_for_others(const std::string& folder) {
    const auto folders = [&] {
        const std::filesystem::directory_iterator all(folder);
        return std::count_if(begin(all), end(all), [](const std::filesystem::directory_entry& entry) {
            return !entry.path().filename().string().starts_with(".new-");
        });
    };
    while (folders() != 1)
        std::this_thread::sleep_for(1ms);
}

TelemetryConfig config_in(const std::string& state) {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "127.0.0.1:4317", "killed");
    config.state_directory = state;
    config.buffer_bytes = 2U << 20U;
    config.batch_timeout = 5ms;
    config.retry_backoff = 1ms;
    config.retry_max_backoff = 2ms;
    config.rate_limit = 0;
    config.sampler = SamplerConfig{};
    return config;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4 && count != 5) return 2;
    const std::string directory = arguments[1];
    const std::string name = arguments[2];
    const std::string backend = arguments[3];
    const bool ends_by_itself = count == 5;
    const auto records = ends_by_itself ? static_cast<std::uint32_t>(std::stoul(arguments[4])) : kMostRecords;

    auto exporter = std::make_unique<FileExporter>(directory + "/received." + name, backend);
    const TelemetryConfig config = config_in(directory + "/state");
    std::optional<tests::Acknowledged> acknowledged;
    if (backend != "drain") acknowledged.emplace(directory + "/acknowledged." + name);
    std::optional<TelemetryFlowClient> client;
    std::latch begun(1);
    std::vector<std::thread> threads;
    for (int thread = 0; acknowledged && thread < tests::Acknowledged::kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            begun.wait();
            if (client) write(*client, name, *acknowledged, thread, records);
        });
    }
    ::getppid();
    try {
        client.emplace(config, ClientPorts{.exporter = std::move(exporter), .diagnostics = std::make_unique<Quiet>()});
        client->initialize();
    } catch (const std::exception&) {
        client.reset();
    }
    begun.count_down();
    for (std::thread& thread : threads)
        thread.join();
    if (!client) return 3;
    if (backend == "drain") {
        wait_for_others(config.state_directory + "/killed");
        return client->shutdown(10s).complete ? 0 : 1;
    }
    if (ends_by_itself) {
        client->shutdown(backend == "up" ? 10s : 5ms);
        acknowledged->dropped().store(dropped_by(*client));
        return 0;
    }
    // Half of those that come so far are killed while they shut down.
    if (name.back() % 2 == 0) client->shutdown(10s);
    for (;;)
        ::pause();
}
