#pragma once

// The middleware of cpp-httplib (0.11 or later), component `httplib`: every request that the server routes becomes a
// span with metrics, and is current for its handler.
//
//     httplib::Server server;
//     HttplibMiddleware middleware(client);
//     middleware.install(server);
//     server.Get("/users/:id", middleware.route("/users/{id}", handler));
//
// Without route() a request has a span too, named by its method alone, and its exceptions have no type. The library has
// one hook of each kind: those of your own go to install(). Requests that it refuses before routing, such as malformed
// ones, have no span. Made before the server runs and kept until it has stopped; its calls come from the server's
// threads.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <httplib.h>

#include "telemetryflow/middleware/httplib_headers.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class HttplibMiddleware : public TelemetryMiddleware {
public:
    using Server = httplib::Server;

    /// Hooks of the user's own; each is called as the server would, within the request's context.
    struct Hooks {
        Server::HandlerWithResponse pre_routing{};
        httplib::Logger logger{};
    };

    using TelemetryMiddleware::TelemetryMiddleware;

    /// Takes the server's pre-routing handler and logger. This middleware must live as long as the server runs.
    void install(Server& server) const { install(server, Hooks()); }
    void install(Server& server, Hooks own) const {
        server.set_pre_routing_handler(
            [this, hook = std::move(own.pre_routing)](const httplib::Request& request, httplib::Response& response) {
                start(request);
                return hook ? hook(request, response) : Server::HandlerResponse::Unhandled;
            });
        server.set_logger(
            [hook = std::move(own.logger)](const httplib::Request& request, const httplib::Response& response) {
                if (hook) hook(request, response);
                end(request, response);
            });
    }

    /// Wraps a handler: `pattern` is the route, such as /users/{id}, and what the handler throws is recorded on its
    /// way.
    [[nodiscard]] static Server::Handler route(std::string pattern, Server::Handler handler) {
        return [pattern = std::move(pattern), handler = std::move(handler)](const httplib::Request& request,
                                                                            httplib::Response& response) {
            within(pattern, [&] { handler(request, response); });
        };
    }
    [[nodiscard]] static Server::HandlerWithContentReader route(std::string pattern,
                                                                Server::HandlerWithContentReader handler) {
        return
            [pattern = std::move(pattern), handler = std::move(handler)](
                const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& content) {
                within(pattern, [&] { handler(request, response, content); });
            };
    }

    /// The span of the request that the calling thread handles, to add to; one that records nothing when there is none.
    [[nodiscard]] static Span& current_span() {
        static thread_local Span none;
        return current() ? current()->span() : none;
    }

private:
    // A server handles a request on one thread from routing to the end of the answer, and one at a time.
    static std::optional<RequestScope>& current() {
        static thread_local std::optional<RequestScope> scope;
        return scope;
    }

    void start(const httplib::Request& request) const noexcept {
        // Should an earlier request's end not have been told, it was aborted.
        current().reset();
        const std::string_view target = request.target;
        const std::size_t question = std::min(target.find('?'), target.size());
        const std::string_view version = request.version;
        constexpr std::string_view kHttp = "HTTP/";
        const HttplibHeaders headers(request.headers);
        current().emplace(
            *this,
            HttpRequestInfo{
                .method = request.method,
                .path = target.substr(0, question),
                .query = target.substr(std::min(question + 1, target.size())),
                .scheme = scheme_of(request),
                .host = headers.first("host"),
                .user_agent = headers.first("user-agent"),
                .protocol_version = version.starts_with(kHttp) ? version.substr(kHttp.size()) : std::string_view(),
                .peer_address = request.remote_addr,
                .peer_port = static_cast<std::uint16_t>(request.remote_port > 0 ? request.remote_port : 0),
                .headers = headers});
    }

    static void end(const httplib::Request& request, const httplib::Response& response) noexcept {
        std::optional<RequestScope>& scope = current();
        if (!scope) return;
        const bool streamed = response.content_provider_ && request.method != "HEAD";
        if (streamed && !response.content_provider_success_) {
            scope->abort(response.status);
        } else {
            scope->end(response.status, HttplibHeaders(response.headers));
        }
        scope.reset();
    }

    template <class Work>
    static void within(std::string_view pattern, Work&& work) {
        std::optional<RequestScope>& scope = current();
        if (!scope) return work();
        scope->set_route(pattern);
        scope->run(work);
    }

    static std::string_view scheme_of([[maybe_unused]] const httplib::Request& request) noexcept {
#ifdef CPPHTTPLIB_OPENSSL_SUPPORT
        if (request.ssl != nullptr) return "https";
#endif
        return "http";
    }
};

}  // namespace telemetryflow
