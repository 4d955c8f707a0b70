#include "telemetryflow/middleware/drogon.hpp"

#include <drogon/drogon.h>

#include "program.hpp"

int main() {
    return run("http.server.request.duration", [](telemetryflow::TelemetryFlowClient& client) {
        const telemetryflow::DrogonMiddleware middleware(client);
        middleware.install(drogon::app());
        middleware.start_request({.method = "GET", .headers = telemetryflow::kNoHeaders}).end(200);
    });
}
