#pragma once

// The middleware of Drogon (1.8 or later), component `drogon`: every request becomes a span with metrics, and those of
// wrapped handlers are current there. It is written over Drogon's own types and needs none of its headers itself; the
// program includes <drogon/drogon.h>.
//
//     DrogonMiddleware middleware(client);
//     middleware.install(drogon::app());
//     drogon::app().registerHandler("/users/{id}", DrogonMiddleware::handler(show_user));
//
// Handlers, controllers and coroutines that are not wrapped have the request from DrogonMiddleware::request(). The
// route is the pattern that Drogon matched. Drogon tells nobody that a client left before the end of its answer, and a
// request ends when its answer is about to be sent. Made before the app runs and kept until it has stopped; its calls
// come from Drogon's threads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/middleware/drogon_headers.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class DrogonMiddleware : public TelemetryMiddleware {
public:
    using TelemetryMiddleware::TelemetryMiddleware;

    /// Adds advices to drogon::app().
    template <class App>
    void install(App& app) const {
        app.registerPreRoutingAdvice([this](const auto& request) { start(request); });
        app.registerPreSendingAdvice([](const auto& request, const auto& response) { end(request, response); });
    }

    /// Wraps a handler that answers through a callback: it runs within the request's context, and what it throws is
    /// recorded on its way. It takes what the handler takes, so overloads have to be told apart.
    template <class Handler>
    [[nodiscard]] static auto handler(Handler handler) {
        return wrapped(std::function(std::move(handler)));
    }

    /// What was begun of a request, to attach its context or to add to its span; null when it is left alone.
    template <class RequestPtr>
    [[nodiscard]] static std::shared_ptr<ServerRequest> request(const RequestPtr& request) {
        if (!request->attributes()->find(kAttribute)) return nullptr;
        return request->attributes()->template get<std::shared_ptr<ServerRequest>>(kAttribute);
    }

private:
    static constexpr const char* kAttribute = "telemetryflow.request";

    template <class RequestPtr>
    void start(const RequestPtr& request) const noexcept try {
        const std::string method(request->methodString());
        const std::string path(request->path());
        const std::string query(request->query());
        const std::string host(request->getHeader("host"));
        const std::string user_agent(request->getHeader("user-agent"));
        const std::string version(request->versionString());
        const std::string peer(request->peerAddr().toIp());
        constexpr std::string_view kHttp = "HTTP/";
        ServerRequest begun = start_request({.method = method,
                                             .path = path,
                                             .query = query,
                                             .scheme = request->isOnSecureConnection() ? "https" : "http",
                                             .host = host,
                                             .user_agent = user_agent,
                                             .protocol_version = version.starts_with(kHttp)
                                                                     ? std::string_view(version).substr(kHttp.size())
                                                                     : std::string_view(),
                                             .peer_address = peer,
                                             .peer_port = static_cast<std::uint16_t>(request->peerAddr().toPort()),
                                             .headers = DrogonHeaders(request->headers())});
        if (!begun.is_instrumented()) return;
        request->attributes()->insert(kAttribute, std::make_shared<ServerRequest>(std::move(begun)));
    } catch (...) {
        // Out of memory: the request is left alone.
    }

    template <class RequestPtr, class ResponsePtr>
    static void end(const RequestPtr& of, const ResponsePtr& response) noexcept try {
        const std::shared_ptr<ServerRequest> begun = request(of);
        if (begun == nullptr) return;
        const std::string route(of->matchedPathPattern());
        if (!route.empty()) begun->set_route(route);
        begun->end(static_cast<int>(response->statusCode()), DrogonHeaders(response->headers()));
    } catch (...) {
        // Out of memory: the request ends with its object.
    }

    template <class RequestPtr, class... Arguments>
    static auto wrapped(std::function<void(const RequestPtr&, Arguments...)> handler) {
        return [handler = std::move(handler)](const RequestPtr& of, Arguments... arguments) {
            const std::shared_ptr<ServerRequest> begun = request(of);
            if (begun == nullptr) return handler(of, std::forward<Arguments>(arguments)...);
            const auto context = begun->attach();
            try {
                handler(of, std::forward<Arguments>(arguments)...);
            } catch (...) {
                begun->record_current_exception();
                throw;
            }
        };
    }
};

}  // namespace telemetryflow
