// Quoted by docs/guides/middleware.md.

#include <string>

#include "telemetryflow/map_carrier.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

struct Request {
    std::string method, path, peer;
    std::map<std::string, std::string> headers;
};
struct Response {
    int status = 200;
};

struct Framework {
    Response handle(const Request&) { return {}; }
    std::string_view route_of(const Request&) const { return "/orders/{id}"; }
};

// [own]
class OwnMiddleware : public TelemetryMiddleware {
public:
    using TelemetryMiddleware::TelemetryMiddleware;

    Response operator()(Framework& framework, const Request& incoming) {
        RequestScope request(*this, {.method = incoming.method,
                                     .path = incoming.path,
                                     .peer_address = incoming.peer,
                                     .headers = MapCarrier(incoming.headers)});
        request.set_route(framework.route_of(incoming));
        const Response response = request.run([&] { return framework.handle(incoming); });
        request.end(response.status);
        return response;
    }
};
// [/own]

void asynchronous(const TelemetryMiddleware& middleware, const Request& incoming) {
    // [asynchronous]
    ServerRequest request = middleware.start_request(
        {.method = incoming.method, .path = incoming.path, .headers = MapCarrier(incoming.headers)});
    // on whichever thread goes on with it:
    {
        const auto current = request.attach();
        // spans and logs of the handler belong to the request
    }
    request.end(200);  // or request.abort() when the client has left
    // [/asynchronous]
}

MiddlewareOptions options() {
    // [options]
    MiddlewareOptions options;
    options.excluded_paths = {"/health", "/static/*"};
    options.filter = [](const HttpRequestInfo& request) { return request.method != "OPTIONS"; };
    options.captured_request_headers = {"x-tenant"};
    options.trusted_proxies = {"10.0.0.0/8"};
    options.semantic_conventions = SemanticConventions::Both;
    // [/options]
    return options;
}
