#pragma once

// The application of the contract suite on cpp-httplib.

#include <memory>
#include <regex>
#include <thread>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

class HttplibApp {
public:
    // It forgets what it has read behind a request.
    static constexpr ContractTraits kTraits{.answers_pipelined = false};

    HttplibApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : middleware_(client, options) {
        if (instrumented) middleware_.install(server_);
        for (ContractRoute& route : contract_routes(client)) {
            add(route, instrumented);
        }
        server_.set_keep_alive_timeout(20);  // a busy machine's client may be slow to send; each closes its connection
        server_.set_tcp_nodelay(true);
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        test::wait_until([this] { return server_.is_running(); });
    }
    ~HttplibApp() {
        server_.stop();
        thread_.join();
    }
    HttplibApp(const HttplibApp&) = delete;
    HttplibApp& operator=(const HttplibApp&) = delete;

    std::uint16_t port() const { return static_cast<std::uint16_t>(port_); }

private:
    void add(const ContractRoute& route, bool instrumented) {
        httplib::Server::Handler handler = [handle = route.handle](const httplib::Request&,
                                                                   httplib::Response& response) {
            answer(handle(), response);
        };
        if (instrumented) handler = HttplibMiddleware::route(route.pattern, std::move(handler));
        const std::string pattern = std::regex_replace(route.pattern, std::regex("\\{[^}]*\\}"), "([^/]+)");
        if (route.method == "GET") server_.Get(pattern, handler);
        if (route.method == "POST") server_.Post(pattern, handler);
        if (route.method == "OPTIONS") server_.Options(pattern, handler);
    }

    static void answer(ContractAnswer given, httplib::Response& response) {
        response.status = given.status;
        if (!given.next_chunk) {
            response.set_content(given.body, "text/plain");
            return;
        }
        response.set_chunked_content_provider(
            "text/plain", [next = std::move(given.next_chunk)](std::size_t, httplib::DataSink& sink) mutable {
                std::string chunk;
                if (!next(chunk)) {
                    sink.done();
                    return true;
                }
                return sink.write(chunk.data(), chunk.size());
            });
    }

    HttplibMiddleware middleware_;
    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace telemetryflow::tests
