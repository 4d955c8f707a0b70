#pragma once

// A server of cpp-httplib with one worker thread, with or without the middleware, whose backend is dead: what its
// request thread does can be counted. Used by one test on one thread.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "integration/middleware/contract/http_exchange.hpp"
#include "support/reserved_port.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {

class RequestThread {
public:
    /// `work` runs on the request thread and gives the answer's body.
    RequestThread(bool instrumented, std::function<std::string()> work) : work_(std::move(work)) {
        client_.initialize();
        if (instrumented) middleware_.install(server_);
        httplib::Server::Handler handler = [this](const httplib::Request&, httplib::Response& response) {
            response.set_content(work_(), "text/plain");
        };
        if (instrumented) handler = HttplibMiddleware::route("/work/{id}", std::move(handler));
        server_.Get("/work/\\d+", std::move(handler));
        server_.new_task_queue = [] { return new httplib::ThreadPool(1); };
        server_.set_keep_alive_max_count(1'000'000);
        server_.set_tcp_nodelay(true);
        const int port = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        test::wait_until([this] { return server_.is_running(); });
        connection_.emplace(static_cast<std::uint16_t>(port));
    }
    ~RequestThread() {
        connection_.reset();
        server_.stop();
        thread_.join();
        client_.shutdown(std::chrono::milliseconds(0));
    }
    RequestThread(const RequestThread&) = delete;
    RequestThread& operator=(const RequestThread&) = delete;

    /// One request on the connection that all share; the answer's body.
    std::string request(const HeaderList& headers = {}) {
        return connection_->exchange("GET", "/work/4711?full=1", headers).body;
    }

private:
    TelemetryFlowClient make_client() const {
        return TelemetryFlowBuilder()
            .with_backend_profile(BackendProfile::Otlp)
            .with_endpoint(nobody_.url())
            .with_http()
            .with_service("request-thread")
            .with_batch_settings(std::chrono::milliseconds(20))
            .with_diagnostics(std::make_unique<Silent>())
            .build();
    }
    class Silent final : public Diagnostics {
    public:
        void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
    };

    const test::ReservedPort nobody_;
    TelemetryFlowClient client_ = make_client();
    HttplibMiddleware middleware_{client_};
    std::function<std::string()> work_;
    httplib::Server server_;
    std::thread thread_;
    std::optional<HttpConnection> connection_;
};

}  // namespace telemetryflow::tests
