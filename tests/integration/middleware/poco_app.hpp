#pragma once

// The application of the contract suite on Poco.

#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include "telemetryflow/middleware/poco.hpp"

#include "integration/middleware/contract/contract_fixture.hpp"
#include "integration/middleware/contract/contract_router.hpp"

namespace telemetryflow::tests {

/// Answers what a handler threw, which Poco leaves to the application.
class PocoErrorPage final : public Poco::Net::HTTPRequestHandler {
public:
    explicit PocoErrorPage(Poco::Net::HTTPRequestHandler* handler) : handler_(handler) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
        try {
            handler_->handleRequest(request, response);
        } catch (...) {
            response.setStatus(Poco::Net::HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
            response.sendBuffer("failed\n", 7);
        }
    }

private:
    std::unique_ptr<Poco::Net::HTTPRequestHandler> handler_;
};

class PocoErrorPages final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit PocoErrorPages(Ptr factory) : factory_(std::move(factory)) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override {
        return new PocoErrorPage(factory_->createRequestHandler(request));
    }

private:
    Ptr factory_;
};

class PocoContractHandler final : public Poco::Net::HTTPRequestHandler {
public:
    explicit PocoContractHandler(const ContractRoute* route) : route_(route) {}

    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override {
        ContractAnswer given{.status = 404};
        if (route_ != nullptr) given = route_->handle();
        response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(given.status));
        response.setContentType("text/plain");
        if (!given.next_chunk) {
            if (given.status == 204) {
                response.send();
            } else {
                response.sendBuffer(given.body.data(), given.body.size());
            }
            return;
        }
        response.setChunkedTransferEncoding(true);
        std::ostream& out = response.send();
        std::string chunk;
        while (out && given.next_chunk(chunk))
            out.write(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    }

private:
    const ContractRoute* route_;
};

class PocoContractFactory final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit PocoContractFactory(TelemetryFlowClient& client) : router_(contract_routes(client)) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override {
        const ContractRoute* route = router_.find(request.getMethod(), request.getURI());
        if (route != nullptr) PocoMiddleware::set_route(route->pattern);
        return new PocoContractHandler(route);
    }

private:
    ContractRouter router_;
};

class PocoApp {
public:
    static constexpr ContractTraits kTraits{.refuses_half_requests = false};

    PocoApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : middleware_(client, options) {
        Poco::Net::HTTPRequestHandlerFactory::Ptr factory = new PocoContractFactory(client);
        if (instrumented) factory = middleware_.wrap(factory);
        auto* parameters = new Poco::Net::HTTPServerParams;
        parameters->setMaxThreads(kThreads);
        parameters->setMaxQueued(kThreads);
        server_ = std::make_unique<Poco::Net::HTTPServer>(new PocoErrorPages(factory), threads_, socket_, parameters);
        server_->start();
    }
    ~PocoApp() {
        server_->stopAll(true);
        threads_.joinAll();
    }
    PocoApp(const PocoApp&) = delete;
    PocoApp& operator=(const PocoApp&) = delete;

    std::uint16_t port() const { return socket_.address().port(); }

private:
    static constexpr int kThreads = 120;

    PocoMiddleware middleware_;
    Poco::Net::ServerSocket socket_{Poco::Net::SocketAddress("127.0.0.1", 0)};
    Poco::ThreadPool threads_{2, kThreads};
    std::unique_ptr<Poco::Net::HTTPServer> server_;
};

}  // namespace telemetryflow::tests
