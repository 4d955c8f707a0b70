#include "telemetryflow/middleware/httplib.hpp"

#include "telemetryflow/integration/httplib_client.hpp"

#include "program.hpp"

int main() {
    return run("http.client.request.duration", [](telemetryflow::TelemetryFlowClient& client) {
        const telemetryflow::HttplibMiddleware middleware(client);
        httplib::Server server;
        middleware.install(server);
        telemetryflow::HttplibClient(client, "http://127.0.0.1:1").get("/");
    });
}
