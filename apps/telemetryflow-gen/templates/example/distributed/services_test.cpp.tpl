#include <set>
#include <string>

#include "gateway.hpp"
#include "inventory.hpp"
#include "running_server.hpp"
#include "test_telemetry.hpp"

using namespace app;

namespace {

std::set<std::string> trace_ids(const std::string& exported) {
    const std::string key = "\"traceId\":\"";
    std::set<std::string> ids;
    for (std::size_t at = exported.find(key); at != std::string::npos; at = exported.find(key, at + key.size()))
        ids.insert(exported.substr(at + key.size(), 32));
    return ids;
}

}  // namespace

int main() {
    TestTelemetry front("gateway");
    TestTelemetry back("inventory");
    {
        const HttplibMiddleware front_middleware(front.client());
        const HttplibMiddleware back_middleware(back.client());
        httplib::Server gateway;
        httplib::Server inventory;
        back_middleware.install(inventory);
        add_inventory(inventory, back.client());
        const RunningServer running_inventory(inventory);
        front_middleware.install(gateway);
        add_gateway(gateway, front.client(), running_inventory.url());
        const RunningServer running_gateway(gateway);
        httplib::Client client(running_gateway.url());
        expect(client.Post("/orders/tea")->status == 201, "tea is in stock");
        expect(client.Post("/orders/coffee")->status == 409, "coffee is not");
    }
    const std::string of_gateway = front.exported();
    const std::string of_inventory = back.exported();
    expect_all(of_gateway, {"POST /orders/{item}", "GET /stock/{item}", "order answered"});
    expect_all(of_inventory, {"GET /stock/{item}", "SELECT stock", "out of stock"});
    expect(trace_ids(of_gateway).size() == 2, "two requests are two traces");
    expect(trace_ids(of_gateway) == trace_ids(of_inventory), "both services are in the same traces");
    return failures;
}
