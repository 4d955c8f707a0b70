#pragma once

// A handler of Poco's within its request. Made by PocoFactory; Poco owns it and uses it on one thread.

#include <memory>
#include <optional>
#include <utility>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/HTTPServerSession.h>

#include "telemetryflow/middleware/poco_headers.hpp"
#include "telemetryflow/middleware/server_request.hpp"

namespace telemetryflow {

class PocoHandler final : public Poco::Net::HTTPRequestHandler {
public:
    /// Makes a request the calling thread's for a scope, with its context.
    class Current {
    public:
        explicit Current(ServerRequest& request) noexcept
            : context_(request.attach()), before_(std::exchange(slot(), &request)) {}
        Current(const Current&) = delete;
        Current& operator=(const Current&) = delete;
        ~Current() { slot() = before_; }

    private:
        std::optional<ContextGuard> context_;
        ServerRequest* before_;
    };

    /// Null when the calling thread handles none.
    [[nodiscard]] static ServerRequest* current() noexcept { return slot(); }

    PocoHandler(ServerRequest begun, std::unique_ptr<Poco::Net::HTTPRequestHandler> handler) noexcept
        : begun_(std::move(begun)), handler_(std::move(handler)) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
        const Current current(begun_);
        try {
            handler_->handleRequest(request, response);
        } catch (...) {
            begun_.record_current_exception();
            // What was sent cannot be taken back: it breaks off there.
            if (response.sent()) {
                begun_.abort(response.getStatus());
            } else {
                begun_.end(Poco::Net::HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
            }
            throw;
        }
        if (is_broken(request)) {
            begun_.abort(response.getStatus());
        } else {
            begun_.end(response.getStatus(), PocoHeaders(response));
        }
    }

private:
    static ServerRequest*& slot() noexcept {
        static thread_local ServerRequest* request = nullptr;
        return request;
    }

    // The stream of an answer keeps failures to itself; the session knows them.
    static bool is_broken(Poco::Net::HTTPServerRequest& request) noexcept {
        auto* known = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request);
        return known != nullptr && known->session().networkException() != nullptr;
    }

    ServerRequest begun_;
    std::unique_ptr<Poco::Net::HTTPRequestHandler> handler_;
};

}  // namespace telemetryflow
