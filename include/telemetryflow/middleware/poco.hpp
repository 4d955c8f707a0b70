#pragma once

// The middleware of Poco's HTTP server (Poco 1.11 or later), component `poco`: every request becomes a span with
// metrics, and is current for its handler and for the factory that chooses it.
//
//     PocoMiddleware middleware(client);
//     Poco::Net::HTTPServer server(middleware.wrap(new ShopFactory), socket, parameters);
//
// The factory or the handler says which route it was: PocoMiddleware::set_route("/users/{id}"). A request whose factory
// returns no handler has the status 501, as Poco answers. A request ends when its handler returns, while Poco may still
// hold the last bytes of the answer. Requests that Poco cannot read have no span. Made before the server runs and kept
// until it has stopped; its calls come from the server's threads.

#include <string_view>
#include <utility>

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "telemetryflow/middleware/poco_factory.hpp"
#include "telemetryflow/middleware/poco_handler.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class PocoMiddleware : public TelemetryMiddleware {
public:
    using TelemetryMiddleware::TelemetryMiddleware;

    /// Decorates a factory. This middleware must live as long as what it returns.
    [[nodiscard]] Poco::Net::HTTPRequestHandlerFactory::Ptr wrap(
        Poco::Net::HTTPRequestHandlerFactory::Ptr factory) const {
        return new PocoFactory(*this, std::move(factory));
    }

    /// The pattern that matched, for the request that the calling thread handles; nothing where there is none.
    static void set_route(std::string_view pattern) noexcept {
        if (ServerRequest* request = PocoHandler::current()) request->set_route(pattern);
    }
    /// The span of that request, to add to; one that records nothing when there is none.
    [[nodiscard]] static Span& current_span() noexcept {
        static thread_local Span none;
        ServerRequest* request = PocoHandler::current();
        return request != nullptr ? request->span() : none;
    }
};

}  // namespace telemetryflow
