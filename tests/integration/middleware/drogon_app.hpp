#pragma once

// The application of the contract suite on doubles/drogon: the real one has a single app for the whole process.

#include <functional>
#include <string>

#include <drogon/drogon.h>

#include "telemetryflow/middleware/drogon.hpp"

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

class DrogonApp {
public:
    // An answer is made as a whole; of several headers of one name one is left.
    static constexpr ContractTraits kTraits{
        .sees_aborted_streams = false, .keeps_repeated_headers = false, .keeps_header_order = false};

    DrogonApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : middleware_(client, options) {
        if (instrumented) middleware_.install(app_);
        for (ContractRoute& route : contract_routes(client))
            add(route, instrumented);
        port_ = app_.run();
    }
    ~DrogonApp() { app_.quit(); }
    DrogonApp(const DrogonApp&) = delete;
    DrogonApp& operator=(const DrogonApp&) = delete;

    std::uint16_t port() const { return port_; }

private:
    using Callback = std::function<void(const drogon::HttpResponsePtr&)>;

    void add(const ContractRoute& route, bool instrumented) {
        const auto handle = [handle = route.handle](const drogon::HttpRequestPtr&, Callback&& callback,
                                                    const std::string&) { callback(answer(handle())); };
        drogon::HttpMethod method = drogon::Get;
        if (route.method == "POST") method = drogon::Post;
        if (route.method == "OPTIONS") method = drogon::Options;
        if (instrumented) {
            app_.registerHandler(route.pattern, DrogonMiddleware::handler(handle), {method});
        } else {
            app_.registerHandler(route.pattern, handle, {method});
        }
    }

    static drogon::HttpResponsePtr answer(ContractAnswer given) {
        constexpr std::size_t kEndless = 100'000;
        std::string chunk;
        if (given.next_chunk) given.body.clear();
        while (given.next_chunk && given.body.size() < kEndless && given.next_chunk(chunk))
            given.body += chunk;
        auto response = drogon::HttpResponse::newHttpResponse();
        response->setStatusCode(static_cast<drogon::HttpStatusCode>(given.status));
        response->setBody(given.body);
        return response;
    }

    DrogonMiddleware middleware_;
    drogon::HttpAppFramework app_;
    std::uint16_t port_ = 0;
};

}  // namespace telemetryflow::tests
