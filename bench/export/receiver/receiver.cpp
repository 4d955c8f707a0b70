#include "export/receiver/receiver.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <new>
#include <system_error>
#include <thread>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "export/receiver/connections.hpp"

namespace telemetryflow::bench {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Receiver::Receiver(Wire wire) {
    void* shared = ::mmap(nullptr, sizeof(ReceiverCounts), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
    counts_ = new (shared) ReceiverCounts;
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        serve_connections(*counts_, wire == Wire::Grpc ? serve_grpc_connection : serve_http_connection);
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (port() == 0 && process_ > 0 && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (port() == 0) throw std::system_error(errno, std::generic_category(), "the receiver does not start");
}

Receiver::~Receiver() {
    stop();
    ::munmap(counts_, sizeof(ReceiverCounts));
}

const ReceiverCounts& Receiver::settled_counts() const {
    for (std::uint64_t before = counts_->spans.load() + 1; before != counts_->spans.load();) {
        before = counts_->spans.load();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return *counts_;
}

double Receiver::stop() {
    if (process_ <= 0) return 0;
    rusage usage{};
    ::kill(process_, SIGKILL);
    ::wait4(process_, nullptr, 0, &usage);
    process_ = -1;
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace telemetryflow::bench
