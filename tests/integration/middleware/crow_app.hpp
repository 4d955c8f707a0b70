#pragma once

// The application of the contract suite on Crow: the real one where CMake finds it, else doubles/crow.h.

#include <future>
#include <memory>
#include <regex>
#include <string>

#include <crow.h>

#include "telemetryflow/middleware/crow.hpp"

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

class CrowApp {
public:
    // An answer is made as a whole, and nobody learns what became of it.
    static constexpr ContractTraits kTraits{
        .sees_aborted_streams = false, .sees_options = false, .keeps_header_order = false};

    CrowApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : instrumented_(instrumented) {
        if (instrumented) {
            traced_ = std::make_unique<crow::App<CrowMiddleware>>(CrowMiddleware(client, options));
            serve(*traced_, client);
        } else {
            bare_ = std::make_unique<crow::App<>>();
            serve(*bare_, client);
        }
    }
    ~CrowApp() {
        if (traced_) traced_->stop();
        if (bare_) bare_->stop();
        running_.wait();
    }
    CrowApp(const CrowApp&) = delete;
    CrowApp& operator=(const CrowApp&) = delete;

    std::uint16_t port() const { return traced_ ? traced_->port() : bare_->port(); }

private:
    template <class App>
    void serve(App& app, TelemetryFlowClient& client) {
        for (ContractRoute& route : contract_routes(client))
            add(app, route);
        app.loglevel(crow::LogLevel::Critical);
        app.signal_clear().bindaddr("127.0.0.1").port(0).concurrency(kThreads);
        running_ = app.run_async();
        app.wait_for_server_start();
    }

    template <class App>
    void add(App& app, const ContractRoute& route) {
        const auto handle = [handle = route.handle](const crow::request&) { return answer(handle()); };
        const auto handle_id = [handle](const crow::request& request, std::string) { return handle(request); };
        crow::HTTPMethod method = crow::HTTPMethod::Get;
        if (route.method == "POST") method = crow::HTTPMethod::Post;
        if (route.method == "OPTIONS") method = crow::HTTPMethod::Options;
        const bool has_id = route.pattern.find('{') != std::string::npos;
        auto& rule =
            app.route_dynamic(std::regex_replace(route.pattern, std::regex("\\{[^}]*\\}"), "<string>")).methods(method);
        if (has_id && instrumented_) {
            rule(CrowMiddleware::route(route.pattern, handle_id));
        } else if (has_id) {
            rule(handle_id);
        } else if (instrumented_) {
            rule(CrowMiddleware::route(route.pattern, handle));
        } else {
            rule(handle);
        }
    }

    static crow::response answer(ContractAnswer given) {
        constexpr std::size_t kEndless = 100'000;
        std::string chunk;
        if (given.next_chunk) given.body.clear();
        while (given.next_chunk && given.body.size() < kEndless && given.next_chunk(chunk))
            given.body += chunk;
        crow::response response(given.status, given.status == 204 ? std::string() : given.body);
        response.set_header("Content-Type", "text/plain");
        return response;
    }

    static constexpr std::uint16_t kThreads = 4;

    bool instrumented_;
    std::unique_ptr<crow::App<CrowMiddleware>> traced_;
    std::unique_ptr<crow::App<>> bare_;
    std::future<void> running_;
};

}  // namespace telemetryflow::tests
