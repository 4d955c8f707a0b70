#include "orders.hpp"

#include <string>

#include "running_server.hpp"
#include "test_telemetry.hpp"

using namespace app;

int main() {
    TestTelemetry telemetry;
    {
        const HttplibMiddleware middleware(telemetry.client());
        httplib::Server server;
        middleware.install(server);
        add_routes(server, telemetry.client());
        const RunningServer running(server);
        httplib::Client client(running.url());
        expect(client.Get("/orders/7")->status == 200, "an order is found");
        expect(client.Get("/orders/1000")->status == 404, "another one is not");
        expect(client.Get("/broken")->status == 500, "an exception is an internal error");
    }
    const std::string exported = telemetry.exported();
    expect_all(exported, {"GET /orders/{id}", "GET /broken", "SELECT orders", "out of paper"});
    expect_all(exported, {"order read", "no such order", "request failed", "http.server.request.duration"});
    return failures;
}
