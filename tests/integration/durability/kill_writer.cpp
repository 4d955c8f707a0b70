// One life of a service that is killed at some instant: threads record numbered logs and spans and acknowledge each
// when its call has returned. What is exported goes to a file, each request behind its size.
//
//   kill_writer DIRECTORY NAME up|down|flapping|late|drain[+spooling|+losing] [RECORDS]
//
// With `late` the backend is down until all that was recorded is on disk, or will not get there. With `drain` nothing
// is recorded, and the process ends when nothing is left of all earlier ones. With `+spooling` records are large and
// segments small, so that files are begun, filled and deleted all the time. With `+losing` there is no room for what is
// recorded. What earlier ones had lost goes to a file, as it is told. With RECORDS each thread records that many,
// and the process shuts down and ends by itself: with 0, or with 3 when it could not start. Where a client begins to be
// made is marked by a call of getppid().

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
#include "integration/durability/record_check.hpp"

namespace {

using namespace telemetryflow;
using namespace std::chrono_literals;

class FileExporter final : public Exporter {
public:
    FileExporter(const std::string& path, std::string backend, const std::atomic<bool>& is_late)
        : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)),
          backend_(std::move(backend)),
          is_late_(is_late) {
        if (file_ < 0) std::abort();
    }

    ExportResult export_batch(const ExportRequest& request) override {
        ++attempts_;
        if (backend_ == "down" || (backend_ == "flapping" && attempts_ % 3 != 0) || (backend_ == "late" && is_late_)) {
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
    const std::atomic<bool>& is_late_;
    int attempts_ = 0;
};

// What is told of earlier lives' losses, a line each, which a kill cuts short or not.
class LossFile {
public:
    explicit LossFile(const std::string& path)
        : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
        if (file_ < 0) std::abort();
    }
    void add(std::string_view text) {
        const std::string line = std::string(text) + "\n";
        if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
    }
    // What this life lost of earlier ones' records, when it comes to its end.
    void add(const SDKStatusResult& status) {
        for (const RecoveredCounters& recovered : status.recovered) {
            for (const auto& [reason, count] : recovered.dropped)
                add(std::to_string(count) + " logs as " + reason);
        }
    }

private:
    const int file_;
};

class Told final : public Diagnostics {
public:
    explicit Told(LossFile& losses) : losses_(losses) {}
    void report(DiagnosticLevel, std::string_view topic, std::string_view text) noexcept override {
        if (topic == "recovery.losses") losses_.add(text);
    }

private:
    LossFile& losses_;
};

// So many that one life's records fit in its region whatever becomes of the backend, or those of two in a small spool.
constexpr std::uint32_t kMostRecords = 1500;
constexpr std::uint32_t kMostLargeRecords = 600;

void write(TelemetryFlowClient& client, const std::string& name, tests::Acknowledged& acknowledged, int thread,
           std::uint32_t records, const std::string& padding) {
    for (std::uint32_t number = 1; number <= records; ++number) {
        const std::string record = name + " " + std::to_string(thread) + " " + std::to_string(number);
        const std::int64_t check = tests::record_check(record, padding);
        if (number % 2 == 0) {
            client.log_info(record, {{"number", number}, {"padding", padding}, {tests::kCheck, check}});
        } else {
            const Span span = client.span(record, SpanKind::Internal, {{"padding", padding}, {tests::kCheck, check}});
        }
        acknowledged.of(thread).store(number, std::memory_order_release);
        if (number % 16 == 0) std::this_thread::sleep_for(100us);
    }
}

std::uint64_t dropped_by(const TelemetryFlowClient& client) {
    const SDKStatusResult status = client.get_status();
    return status.of(SignalType::Logs).dropped_total() + status.of(SignalType::Traces).dropped_total();
}

// Waits until all records are on disk; not for ever, since a disk that fails does not take them.
void wait_until_spooled(const TelemetryFlowClient& client) {
    const auto is_in_memory = [&] {
        const SDKStatusResult status = client.get_status();
        return status.of(SignalType::Logs).in_memory + status.of(SignalType::Traces).in_memory != 0;
    };
    for (int i = 0; i < 300 && is_in_memory(); ++i)
        std::this_thread::sleep_for(1ms);
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

// How a life records that is to begin, fill and delete segments all the time.
struct Spooling {
    explicit Spooling(const std::string& words, bool is_short)
        : is_on(words.ends_with("+spooling")), padding(!is_on ? 0 : (is_short ? 4000 : 400), '.') {
        // A sixteenth of this is a segment; none of it is to be dropped.
        spool_bytes = is_short ? 1U << 20U : 2U << 20U;
        batch_items = is_short ? 8 : 64;
    }
    void apply(TelemetryConfig& config) const {
        if (!is_on) return;
        config.buffer_bytes = 1U << 20U;
        config.overflow_policy = OverflowPolicy::Block;
        config.overflow_timeout = 10s;
        config.spool_max_bytes = spool_bytes;
        config.batch_max_size = batch_items;
    }

    const bool is_on;
    const std::string padding;
    std::size_t spool_bytes;
    std::uint32_t batch_items;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 4 && count != 5) return 2;
    const std::string directory = arguments[1];
    const std::string name = arguments[2];
    const bool ends_by_itself = count == 5;
    const Spooling spooling(arguments[3], ends_by_itself);
    const bool is_losing = std::string_view(arguments[3]).ends_with("+losing");
    const std::string padding = is_losing ? std::string(2000, '.') : spooling.padding;
    const std::string backend = std::string(arguments[3]).substr(0, std::string_view(arguments[3]).find('+'));
    const std::uint32_t most_records = spooling.is_on ? kMostLargeRecords : kMostRecords;
    const auto records = ends_by_itself ? static_cast<std::uint32_t>(std::stoul(arguments[4])) : most_records;

    std::atomic<bool> is_late{true};
    auto exporter = std::make_unique<FileExporter>(directory + "/received." + name, backend, is_late);
    TelemetryConfig config = config_in(directory + "/state");
    spooling.apply(config);
    if (is_losing) {
        config.buffer_bytes = 1U << 20U;
        config.spool_max_bytes = 0;
    }
    LossFile losses(directory + "/told." + name);
    std::optional<tests::Acknowledged> acknowledged;
    if (backend != "drain") acknowledged.emplace(directory + "/acknowledged." + name);
    std::optional<TelemetryFlowClient> client;
    std::latch begun(1);
    std::vector<std::thread> threads;
    for (int thread = 0; acknowledged && thread < tests::Acknowledged::kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            begun.wait();
            if (client) write(*client, name, *acknowledged, thread, records, padding);
        });
    }
    ::getppid();
    try {
        client.emplace(config,
                       ClientPorts{.exporter = std::move(exporter), .diagnostics = std::make_unique<Told>(losses)});
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
        const bool is_complete = client->shutdown(10s).complete;
        losses.add(client->get_status());
        return is_complete ? 0 : 1;
    }
    if (backend == "late") wait_until_spooled(*client);
    is_late = false;
    if (ends_by_itself) {
        // So long that whoever watches sees when it is waited for although everything can be delivered.
        client->shutdown(backend == "late" ? 100s : (backend == "up" ? 10s : 5ms));
        acknowledged->dropped().store(dropped_by(*client));
        return 0;
    }
    // Half of those that come so far are killed while they shut down.
    if (name.back() % 2 == 0 && !is_losing) client->shutdown(10s);
    for (;;)
        ::pause();
}
