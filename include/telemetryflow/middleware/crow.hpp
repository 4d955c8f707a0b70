#pragma once

// The middleware of Crow (1.0 or later), component `crow`: every request becomes a span with metrics, and those of
// wrapped handlers are current there. It is written over Crow's own types and needs none of its headers itself; the
// program includes <crow.h>.
//
//     crow::App<CrowMiddleware> app{CrowMiddleware(client)};
//     CROW_ROUTE(app, "/users/<int>")(CrowMiddleware::route("/users/{id}", [](int id) { ... }));
//
// Without route() a request has a span too, named by its method alone, and its exceptions have no type. Crow tells
// nobody that a client left before the end of its answer. Made before the app runs; its calls come from Crow's threads.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/map_carrier.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class CrowMiddleware : public TelemetryMiddleware {
public:
    /// Crow keeps one for each request. A request whose answer never came ends with it.
    struct context {
        std::shared_ptr<ServerRequest> request;
    };

    using TelemetryMiddleware::TelemetryMiddleware;

    template <class Request, class Response>
    void before_handle(Request& request, Response&, context& of_request) noexcept try {
        const std::string version = std::to_string(static_cast<int>(request.http_ver_major)) + "." +
                                    std::to_string(static_cast<int>(request.http_ver_minor));
        const std::string_view target = request.raw_url;
        const std::size_t question = target.find('?');
        // Texts of their own: Crow has returned both views and copies.
        const std::string method(method_name(request.method));
        const std::string host(request.get_header_value("Host"));
        const std::string user_agent(request.get_header_value("User-Agent"));
        ServerRequest begun = start_request(
            {.method = method,
             .path = target.substr(0, question),
             .query = question == std::string_view::npos ? std::string_view() : target.substr(question + 1),
             .host = host,
             .user_agent = user_agent,
             .protocol_version = version,
             .peer_address = request.remote_ip_address,
             .headers = MapCarrier(request.headers)});
        current().reset();
        if (!begun.is_instrumented()) return;
        of_request.request = std::make_shared<ServerRequest>(std::move(begun));
        current() = of_request.request;
    } catch (...) {
        // Out of memory: the request is left alone.
    }

    template <class Request, class Response>
    void after_handle(Request&, Response& response, context& of_request) noexcept {
        if (of_request.request == nullptr) return;
        of_request.request->end(response.code, MapCarrier(response.headers));
        of_request.request.reset();
    }

    /// Wraps a handler: `pattern` is the route, such as /users/{id}; the handler runs within the request's context, and
    /// what it throws is recorded on its way. It takes what the handler takes, so overloads have to be told apart.
    template <class Handler>
    [[nodiscard]] static auto route(std::string pattern, Handler handler) {
        return routed(std::move(pattern), std::function(std::move(handler)));
    }

    /// The request that the calling thread handles, null when there is none. A handler that answers later, with
    /// crow::response::end() from another thread, keeps it and attaches its context there.
    [[nodiscard]] static std::shared_ptr<ServerRequest> current_request() noexcept { return current().lock(); }

private:
    // Crow runs before_handle() and the handler one after the other on one thread.
    static std::weak_ptr<ServerRequest>& current() noexcept {
        static thread_local std::weak_ptr<ServerRequest> request;
        return request;
    }

    template <class Result, class... Arguments>
    static auto routed(std::string pattern, std::function<Result(Arguments...)> handler) {
        return [pattern = std::move(pattern), handler = std::move(handler)](Arguments... arguments) -> Result {
            const std::shared_ptr<ServerRequest> request = current_request();
            if (request == nullptr) return handler(std::forward<Arguments>(arguments)...);
            request->set_route(pattern);
            const auto context = request->attach();
            try {
                return handler(std::forward<Arguments>(arguments)...);
            } catch (...) {
                request->record_current_exception();
                throw;
            }
        };
    }
};

}  // namespace telemetryflow
