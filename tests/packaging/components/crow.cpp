#include "telemetryflow/middleware/crow.hpp"

#include <crow.h>

#include "program.hpp"

int main() {
    return run("http.server.request.duration", [](telemetryflow::TelemetryFlowClient& client) {
        crow::App<telemetryflow::CrowMiddleware> app{telemetryflow::CrowMiddleware(client)};
        auto& middleware = app.get_middleware<telemetryflow::CrowMiddleware>();
        crow::request request;
        crow::response response;
        telemetryflow::CrowMiddleware::context context;
        middleware.before_handle(request, response, context);
        middleware.after_handle(request, response, context);
    });
}
