// Quoted by docs/guides/middleware.md.

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"

using namespace telemetryflow;

void serve(TelemetryFlowClient& client) {
    // [server]
    httplib::Server server;
    const HttplibMiddleware middleware(client);
    middleware.install(server);
    const auto show_user = [](const httplib::Request& request, httplib::Response& response) {
        response.set_content("user " + request.matches[1].str(), "text/plain");
    };
    server.Get("/users/(\\d+)", HttplibMiddleware::route("/users/{id}", show_user));
    // [/server]
    server.listen("127.0.0.1", 8080);
}

void call(TelemetryFlowClient& client) {
    // [client]
    HttplibClient users(client, "http://users.internal:8080");
    const httplib::Result answer = users.get("/users/7", {}, "/users/{id}");
    // [/client]
    static_cast<void>(answer);
}
