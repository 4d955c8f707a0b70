#pragma once

// A factory of Poco's whose requests are recorded. Made by PocoMiddleware; owned by Poco's server, and called on its
// threads.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include "telemetryflow/middleware/poco_handler.hpp"
#include "telemetryflow/middleware/poco_headers.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class PocoFactory final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    PocoFactory(const TelemetryMiddleware& middleware, Poco::Net::HTTPRequestHandlerFactory::Ptr factory)
        : middleware_(middleware), factory_(std::move(factory)) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override {
        ServerRequest begun = start(request);
        std::unique_ptr<Poco::Net::HTTPRequestHandler> handler;
        {
            const PocoHandler::Current current(begun);
            try {
                handler.reset(factory_->createRequestHandler(request));
            } catch (...) {
                begun.record_current_exception();
                begun.end(Poco::Net::HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
                throw;
            }
        }
        if (!handler) begun.end(Poco::Net::HTTPResponse::HTTP_NOT_IMPLEMENTED);
        if (!begun.is_instrumented()) return handler.release();
        return new PocoHandler(std::move(begun), std::move(handler));
    }

private:
    [[nodiscard]] ServerRequest start(const Poco::Net::HTTPServerRequest& request) const noexcept try {
        static const std::string kNone;
        const std::string_view target = request.getURI();
        const std::size_t question = std::min(target.find('?'), target.size());
        const std::string_view version = request.getVersion();
        constexpr std::string_view kHttp = "HTTP/";
        const std::string peer = request.clientAddress().host().toString();
        return middleware_.start_request(
            {.method = request.getMethod(),
             .path = target.substr(0, question),
             .query = target.substr(std::min(question + 1, target.size())),
             .scheme = request.secure() ? "https" : "http",
             .host = request.get("Host", kNone),
             .user_agent = request.get("User-Agent", kNone),
             .protocol_version = version.starts_with(kHttp) ? version.substr(kHttp.size()) : std::string_view(),
             .peer_address = peer,
             .peer_port = request.clientAddress().port(),
             .headers = PocoHeaders(request)});
    } catch (...) {
        return {};  // Out of memory: the request is left alone.
    }

    const TelemetryMiddleware& middleware_;
    Poco::Net::HTTPRequestHandlerFactory::Ptr factory_;
};

}  // namespace telemetryflow
