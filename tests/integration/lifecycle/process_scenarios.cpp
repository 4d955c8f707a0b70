// Programs that use the SDK at the edges of a process's life, one per name given as the first argument. What each
// process exports goes to <directory>/<pid>, so that a test sees who delivered what. Ends with 0 when all is well.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"

namespace {

using namespace telemetryflow;
using namespace std::chrono_literals;

std::string g_directory;  // NOLINT: lives before and after the client on purpose

class FileExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest& request) override {
        const std::string path = g_directory + '/' + std::to_string(::getpid());
        const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (file < 0 || ::write(file, request.body.data(), request.body.size()) < 0) std::abort();
        ::close(file);
        return {};
    }
};

// Neither heeds an interrupt nor returns before the process ends.
std::atomic<bool> g_exports{false};
std::atomic<bool> g_ends{false};
class SlowExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest& request) override {
        g_exports = true;
        while (!g_ends)
            std::this_thread::yield();
        return FileExporter().export_batch(request);
    }
};

class Quiet final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

// Destroyed after the client, and records then.
struct Late {
    std::optional<Counter> counter;
    std::optional<BoundHistogram> histogram;
    std::optional<Span> span;
    ~Late() {
        if (counter) counter->add(1, {{"late", true}});
        if (histogram) histogram->record(1);
        if (span) span->end();
    }
};
Late g_late;
std::optional<TelemetryFlowClient> g_client;

// Destroyed before the client.
struct Early {
    bool records = false;
    ~Early() {
        if (records) g_client->log_info("static-destructor");
    }
};
Early g_early;

TelemetryFlowClient& client() {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "127.0.0.1:4317", "scenario");
    config.batch_timeout = 10min;
    g_client.emplace(
        config, ClientPorts{.exporter = std::make_unique<FileExporter>(), .diagnostics = std::make_unique<Quiet>()});
    g_client->initialize();
    // Waits for the worker to run: AddressSanitizer allocates while a thread starts, under a lock that a fork would
    // keep.
    g_client->flush();
    return *g_client;
}

int wait_for(pid_t child) {
    int status = 0;
    if (::waitpid(child, &status, 0) != child) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

int static_client() {
    client().log_info("from-main");
    g_early.records = true;
    std::atexit([] { g_client->log_info("at-exit"); });
    return 0;
}

int late_handles() {
    g_late.counter = client().counter("c");
    g_late.histogram = g_client->histogram("h").bind({});
    g_late.span = g_client->span("late");
    return 0;
}

int slow_exporter() {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "127.0.0.1:4317", "scenario");
    g_client.emplace(
        config, ClientPorts{.exporter = std::make_unique<SlowExporter>(), .diagnostics = std::make_unique<Quiet>()});
    g_client->initialize();
    g_client->log_info("slow");
    while (!g_exports)
        g_client->flush(20ms);
    const bool complete = g_client->shutdown(20ms).complete;
    std::atexit([] { g_ends = true; });
    return complete ? 1 : 0;
}

struct Recorder {
    ~Recorder() { g_client->log_info("thread-local-destructor"); }
    void touch() const {}
};
thread_local Recorder t_recorder;

int thread_local_destructor() {
    client();
    std::thread([] { t_recorder.touch(); }).join();
    return 0;
}

int running_threads() {
    const Counter counter = client().counter("c");
    const BoundCounter bound = counter.bind({{"a", 1}});
    std::atomic<int> running{0};
    for (int t = 0; t < 16; ++t) {
        std::thread([counter, bound, &running] {
            ++running;
            for (std::int64_t i = 0;; ++i) {
                bound.add(1);
                counter.add(1, {{"i", i % 100}});
            }
        }).detach();
    }
    while (running < 16)
        std::this_thread::yield();
    std::exit(0);  // main's frame stays, and with it what the threads use
}

// The client that docs/guides/getting-started.md recommends for threads that outlive main.
TelemetryFlowClient& undestroyed() {
    static auto& client = *new TelemetryFlowClient(
        TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "127.0.0.1:4317", "scenario"),
        {.exporter = std::make_unique<FileExporter>(), .diagnostics = std::make_unique<Quiet>()});
    return client;
}

int undestroyed_client() {
    undestroyed().initialize();
    std::atexit([] {
        undestroyed().log_info("at-exit");
        undestroyed().shutdown(10s);
    });
    std::atomic<int> running{0};
    for (int t = 0; t < 16; ++t) {
        std::thread([&running] {
            ++running;
            // An exception here would end the process by another way than exit().
            for (std::int64_t i = 0;; ++i) {
                undestroyed().log_info("load", {{"i", i}});
                undestroyed().increment_counter("load", 1, {{"i", i % 100}});
                undestroyed().record_gauge("load.gauge", 1);
                const Span span = undestroyed().span("load");
                undestroyed().end_span(undestroyed().start_span("manual"));
            }
        }).detach();
    }
    while (running < 16)
        std::this_thread::yield();
    std::exit(0);  // main's frame stays, and with it what the threads use
}

int fork_both_record() {
    client().log_info("before-fork");
    g_client->increment_counter("c");
    const Span open = g_client->span("open-at-fork");
    const pid_t child = ::fork();
    if (child == 0) {
        g_client->log_info("from-child");
        { const Span span = g_client->span("span-of-child"); }
        const bool complete = g_client->flush().complete;
        const SDKStatusResult status = g_client->get_status();
        const bool balanced = status.of(SignalType::Logs).balanced() && status.of(SignalType::Traces).balanced();
        ::_exit(complete && balanced && status.of(SignalType::Logs).created == 1 ? 0 : 1);
    }
    g_client->log_info("from-parent");
    return wait_for(child);
}

int fork_child_exits() {
    client().log_info("before-fork");
    const pid_t child = ::fork();
    if (child == 0) std::exit(0);
    return wait_for(child);
}

int fork_child_exits_with_late_handles() {
    late_handles();
    const pid_t child = ::fork();
    if (child == 0) std::exit(0);
    return wait_for(child);
}

int fork_child_starts_over() {
    client().log_info("before-fork");
    const pid_t child = ::fork();
    if (child == 0) {
        g_client->shutdown();
        g_client->initialize();
        g_client->log_info("from-child");
        const bool complete = g_client->shutdown().complete;
        ::_exit(complete && g_client->get_status().of(SignalType::Logs).balanced() ? 0 : 1);
    }
    return wait_for(child);
}

int fork_child_execs() {
    client().log_info("before-fork");
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/true", "true", nullptr);
        ::_exit(1);
    }
    return wait_for(child);
}

int fork_under_load() {
    client();
    constexpr int kThreads = 3;
    std::atomic<bool> done{false};
    std::atomic<int> running{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (std::int64_t i = 0; !done; ++i) {
                if (i == 1) ++running;
                g_client->log_info("load", {{"i", i}});
                const Span span = g_client->span("load");
                g_client->increment_counter("load", 1, {{"i", i % 5000}, {"t", t}});
                g_client->record_histogram("load.histogram", 1, "", {{"i", i % 50}});
                g_client->end_span(g_client->start_span("manual"));
            }
        });
    }
    while (running < kThreads)
        std::this_thread::yield();
    int failed = 0;
    for (int i = 0; i < 50; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::alarm(100);
            if (i % 3 == 0) ::_exit(0);
            if (i % 3 == 1) std::exit(0);
            g_client->log_info("from-child");
            g_client->record_histogram("load.histogram", 1, "", {{"i", 1}});
            g_client->increment_counter("load", 1, {{"i", 1}, {"t", 0}});
            ::_exit(g_client->shutdown(60s).complete ? 0 : 1);
        }
        failed = std::max(failed, wait_for(child));
    }
    done = true;
    for (std::thread& thread : threads)
        thread.join();
    return failed;
}

}  // namespace

int main(int argc, char** argv) {
    const std::map<std::string, std::function<int()>> scenarios = {
        {"static_client", static_client},
        {"late_handles", late_handles},
        {"slow_exporter", slow_exporter},
        {"thread_local_destructor", thread_local_destructor},
        {"running_threads", running_threads},
        {"undestroyed_client", undestroyed_client},
        {"fork_both_record", fork_both_record},
        {"fork_child_exits", fork_child_exits},
        {"fork_child_exits_with_late_handles", fork_child_exits_with_late_handles},
        {"fork_child_starts_over", fork_child_starts_over},
        {"fork_child_execs", fork_child_execs},
        {"fork_under_load", fork_under_load},
    };
    if (argc != 3 || !scenarios.contains(argv[1])) return 2;
    g_directory = argv[2];
    return scenarios.at(argv[1])();
}
