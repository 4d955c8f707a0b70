// Quoted by docs/guides/middleware.md.

#include <crow.h>

#include "telemetryflow/middleware/crow.hpp"

using namespace telemetryflow;

void serve_users(TelemetryFlowClient& client) {
    // [server]
    crow::App<CrowMiddleware> app{CrowMiddleware(client)};
    const auto show_user = [](const crow::request&, std::string id) { return crow::response(200, "user " + id); };
    app.route_dynamic("/users/<string>")(CrowMiddleware::route("/users/{id}", show_user));
    // [/server]
    app.port(8080).run_async().wait();
}
