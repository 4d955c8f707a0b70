#include "export/scenario.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <thread>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "export/load.hpp"
#include "export/receiver.hpp"

namespace telemetryflow::bench {
namespace {

struct Shared {
    ReceiverCounts receiver;
    LoadFigures load;
};

// Memory that a child's writes are seen in.
class SharedMemory {
public:
    SharedMemory() {
        void* mapped = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED) throw std::bad_alloc();
        shared_ = new (mapped) Shared;
    }
    ~SharedMemory() { ::munmap(shared_, sizeof(Shared)); }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    Shared* operator->() const noexcept { return shared_; }

private:
    Shared* shared_;
};

// Runs `body` in a child, which ends with it or with this process.
template <class Body>
pid_t spawn(Body&& body) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        body();
        std::_Exit(0);
    } catch (const std::exception& error) {
        std::cerr << "saturation_bench: " << error.what() << '\n';
    }
    std::_Exit(1);
}

void serve(Protocol protocol, ReceiverCounts& counts) {
#ifdef TELEMETRYFLOW_BENCH_GRPC
    if (protocol == Protocol::Grpc) serve_grpc(counts);
#else
    (void)protocol;
#endif
    serve_http(counts);
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

double cpu_s(const rusage& usage) {
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int wait_for_port(const ReceiverCounts& counts) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (counts.port.load(std::memory_order_acquire) == 0 && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return counts.port.load(std::memory_order_acquire);
}

// The receiver answers before it counts: the last request may not be counted yet when the flush returns.
void wait_for_counts(const ReceiverCounts& counts) {
    for (std::uint64_t before = counts.spans.load() + 1; before != counts.spans.load();) {
        before = counts.spans.load();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

}  // namespace

std::string Scenario::name() const {
    std::string name = protocol == Protocol::Http ? "http" : "grpc";
    name += gzip ? "/gzip" : "/plain";
    if (spans_per_second != 0) return name + "/paced:" + std::to_string(spans_per_second);
    return name + "/saturated/" + std::string(to_string(overflow));
}

ScenarioResult run(const Scenario& scenario) {
    const SharedMemory shared;
    ScenarioResult result;
    const pid_t receiver = spawn([&] { serve(scenario.protocol, shared->receiver); });
    const int port = wait_for_port(shared->receiver);
    rusage usage{};
    if (port != 0) {
        const pid_t load = spawn([&] { make_load(scenario, port, shared->load); });
        int status = 0;
        ::wait4(load, &status, 0, &usage);
        result.ok = status == 0 && shared->load.complete;
        result.process_cpu_s = cpu_s(usage);
        result.max_rss_kb = usage.ru_maxrss;
        wait_for_counts(shared->receiver);
    }
    ::kill(receiver, SIGKILL);
    ::wait4(receiver, nullptr, 0, &usage);
    result.receiver_cpu_s = cpu_s(usage);
    result.ok = result.ok && shared->receiver.broken.load() == 0;
    result.elapsed_s = shared->load.elapsed_s;
    result.producer_cpu_s = shared->load.producer_cpu_s;
    result.created = shared->load.created;
    result.dropped = shared->load.dropped;
    result.delivered = shared->receiver.spans.load();
    result.requests = shared->receiver.requests.load();
    result.wire_bytes = shared->receiver.bytes.load();
    return result;
}

}  // namespace telemetryflow::bench
