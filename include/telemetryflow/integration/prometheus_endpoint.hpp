#pragma once

// An HTTP endpoint that Prometheus scrapes, component `prometheus` over cpp-httplib (0.11 or later): each scrape
// collects the client's metrics, beside what is exported (OpenTelemetry, "Metrics Exporter - Prometheus").
//
//     const PrometheusEndpoint endpoint(client, prometheus_options_from_environment());
//
// Serves from its construction to its end, on threads of its own that take none of the program's signals; it may
// outlive the client. OpenMetrics or text, as the request's header Accept prefers; everything but its path is 404. Text
// is compressed where the request takes that and the library can. It has neither TLS nor a password: what it serves,
// whoever reaches its port can read. A forked child does not serve, and its copy of the endpoint does nothing. One
// thread at a time may stop or end it; the rest is safe from any.

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <httplib.h>

#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/domain/prometheus_endpoint_options.hpp"
#include "telemetryflow/metric_reader.hpp"
#include "telemetryflow/prometheus_text.hpp"

namespace telemetryflow {

class PrometheusEndpoint {
public:
    /// Serves what `client` records; what Prometheus's formats have no room for is told `diagnostics`, each once, where
    /// it is not null. Throws NotInitializedError before the client's initialize(), and TelemetryFlowError
    /// (InitializationFailed) where the port cannot be had or the system refuses a thread.
    explicit PrometheusEndpoint(TelemetryFlowClient& client, PrometheusEndpointOptions options = {},
                                std::shared_ptr<Diagnostics> diagnostics = nullptr)
        : options_(std::move(options)),
          diagnostics_(std::move(diagnostics)),
          reader_(client.metric_reader()),
          server_(make_server()) {
        server_->Get(
            ".*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); });
        bind();
        start();
    }
    PrometheusEndpoint(const PrometheusEndpoint&) = delete;
    PrometheusEndpoint& operator=(const PrometheusEndpoint&) = delete;
    ~PrometheusEndpoint() { stop(); }

    /// Ends the scrapes that are under way, and serves no more. Done already, it does nothing.
    void stop() noexcept {
        if (!thread_.joinable()) return;
        if (process_ != ::getpid()) {
            // In a forked child neither the thread nor, as closing it would shut the parent's, the socket is ours.
            thread_.detach();
            return;
        }
        server_->stop();
        thread_.join();
    }

    /// What it listens on, also where the options left the choice to the system.
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// What the last scrape had to leave out (PrometheusExposition::dropped).
    [[nodiscard]] std::vector<std::string> dropped() const {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }

private:
    static std::unique_ptr<httplib::Server> make_server() {
        // The library has the process ignore SIGPIPE, which is not ours to decide; its threads here block it.
        struct sigaction program_s {};
        ::sigaction(SIGPIPE, nullptr, &program_s);
        auto server = std::make_unique<httplib::Server>();
        ::sigaction(SIGPIPE, &program_s, nullptr);
        constexpr std::size_t kThreads = 2;
        server->new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
        // Its own options would let two servers share a port, each with a part of the scrapes.
        server->set_socket_options([](socket_t socket) {
            const int yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
            ::fcntl(socket, F_SETFD, FD_CLOEXEC);
        });
        // Scrapes are seldom, and an idle connection would hold up the end.
        server->set_keep_alive_max_count(1);
        server->set_read_timeout(std::chrono::seconds(2));
        return server;
    }

    void bind() {
        errno = 0;
        int port = options_.port;
        if (port == 0) {
            port = server_->bind_to_any_port(options_.host);
        } else if (!server_->bind_to_port(options_.host, port)) {
            port = -1;
        }
        if (port < 0) {
            const std::string reason = errno == 0 ? "the host is not known here" : std::strerror(errno);
            throw TelemetryFlowError(
                ErrorCode::InitializationFailed,
                "Cannot serve metrics for Prometheus at " + options_.host + ":" + std::to_string(options_.port) + ": " +
                    reason + ". Choose another host or port in PrometheusEndpointOptions, or by " +
                    "OTEL_EXPORTER_PROMETHEUS_HOST and OTEL_EXPORTER_PROMETHEUS_PORT where the program reads these.");
        }
        port_ = static_cast<std::uint16_t>(port);
    }

    void start() {
        sigset_t all;
        sigset_t before;
        ::sigfillset(&all);
        for (const int fault : {SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGABRT, SIGTRAP})
            ::sigdelset(&all, fault);
        ::pthread_sigmask(SIG_SETMASK, &all, &before);
        try {
            thread_ = std::thread([this] {
                server_->listen_after_bind();
                has_ended_ = true;
            });
        } catch (const std::exception& error) {
            ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
            throw TelemetryFlowError(ErrorCode::InitializationFailed,
                                     std::string("Cannot serve metrics for Prometheus: ") + error.what());
        }
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
        // Before that, stopping it does nothing.
        while (!server_->is_running() && !has_ended_)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    void answer(const httplib::Request& request, httplib::Response& response) {
        constexpr int kNotFound = 404;
        constexpr int kFailed = 500;
        if (request.path != options_.path) {
            response.status = kNotFound;
            response.set_content("Metrics are at " + options_.path + "\n", "text/plain");
            return;
        }
        try {
            const PrometheusFormat format = prometheus_format_for(request.get_header_value("Accept"));
            PrometheusExposition exposition = prometheus_text(reader_.collect(), format, options_.exposition);
            note_dropped(std::move(exposition.dropped));
            response.set_content(std::move(exposition.text), std::string(content_type(format)).c_str());
        } catch (const std::exception&) {
            response.status = kFailed;  // no memory
        }
    }

    void note_dropped(std::vector<std::string> dropped) {
        constexpr std::size_t kMostReported = 100;
        const std::lock_guard lock(mutex_);
        for (const std::string& what : dropped) {
            if (diagnostics_ == nullptr || reported_.size() == kMostReported) break;
            if (reported_.insert(what).second) diagnostics_->report(DiagnosticLevel::Warning, "prometheus", what);
        }
        dropped_ = std::move(dropped);
    }

    const PrometheusEndpointOptions options_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    MetricReader reader_;
    const std::unique_ptr<httplib::Server> server_;
    const ::pid_t process_ = ::getpid();
    std::uint16_t port_ = 0;
    std::atomic<bool> has_ended_{false};
    std::thread thread_;
    mutable std::mutex mutex_;
    std::vector<std::string> dropped_;
    std::set<std::string> reported_;
};

}  // namespace telemetryflow
