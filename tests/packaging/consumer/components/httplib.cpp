// A user of the component httplib.

#include "telemetryflow/middleware/httplib.hpp"

#include <cstdio>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/telemetryflow.hpp"

int main() {
    auto client = telemetryflow::TelemetryFlowBuilder()
                      .with_api_key("tfk_a", "tfs_b")
                      .with_endpoint("http://127.0.0.1:4318")
                      .with_service("consumer")
                      .build();
    const telemetryflow::HttplibMiddleware middleware(client);
    httplib::Server server;
    middleware.install(server);
    telemetryflow::HttplibClient http(client, "http://127.0.0.1:1");
    const bool answered = static_cast<bool>(http.get("/"));
    std::printf("telemetryflow %s\n", answered ? "answered" : telemetryflow::kVersion.data());
}
