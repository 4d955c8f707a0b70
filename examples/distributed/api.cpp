// The second of four processes with one trace: an HTTP API on cpp-httplib that asks the inventory over gRPC.
//
//   ./example_distributed_api <host:port of the inventory>        the first line of output names its own address
//
// SIGTERM and SIGINT end it when the running requests are done.

#include <chrono>
#include <iostream>
#include <string>
#include <thread>

#include <grpcpp/grpcpp.h>
#include <httplib.h>

#include "telemetryflow/integration/grpc_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"

#include "inventory.grpc.pb.h"
#include "service.hpp"
#include "stop_signal.hpp"

using telemetryflow::HttplibMiddleware;
using telemetryflow::TelemetryFlowClient;

namespace {

int http_status(const grpc::Status& status) {
    switch (status.error_code()) {
        case grpc::StatusCode::OK: return 201;
        case grpc::StatusCode::NOT_FOUND: return 404;
        default: return 503;
    }
}

// The call is a child of the request, because that one is current on this thread, and the inventory's work of the call.
void place_order(TelemetryFlowClient& client, shop::Inventory::Stub& inventory, const httplib::Request& request,
                 httplib::Response& response) {
    // Baggage is known here, but an attribute is what traces can be searched by.
    HttplibMiddleware::current_span().set_attribute("customer.tier",
                                                    client.current_baggage().get("customer.tier").value_or("none"));
    shop::ReserveRequest wanted;
    wanted.set_item(request.get_param_value("item"));
    shop::ReserveReply reserved;
    grpc::ClientContext call;
    call.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
    const grpc::Status status = inventory.Reserve(&call, wanted, &reserved);

    response.status = http_status(status);
    if (status.ok()) {
        client.log_info("order placed", {{"item", wanted.item()}, {"price.cents", reserved.price_cents()}});
    } else {
        client.log_warn("order refused", {{"item", wanted.item()}, {"reason", status.error_message()}});
    }
}

void serve(TelemetryFlowClient& client, const std::string& inventory_address, const StopSignal& stop) {
    shop::Inventory::Stub inventory(
        telemetryflow::make_grpc_channel(client, inventory_address, grpc::InsecureChannelCredentials()));
    const HttplibMiddleware middleware(client);
    httplib::Server server;
    server.set_keep_alive_timeout(1);  // an idle connection holds up the end of the server for no longer
    middleware.install(server);
    server.Post("/orders",
                HttplibMiddleware::route("/orders", [&](const httplib::Request& request, httplib::Response& response) {
                    place_order(client, inventory, request, response);
                }));
    const int port = server.bind_to_any_port("127.0.0.1");
    std::cout << "listening on http://127.0.0.1:" << port << std::endl;
    std::thread serving([&server] { server.listen_after_bind(); });
    stop.wait();
    // Stopping a server that does not run yet would be forgotten.
    while (!server.is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    server.stop();
    serving.join();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " <host:port of the inventory>\n";
        return 2;
    }
    const StopSignal stop;
    return run_service("example-api", [&](TelemetryFlowClient& client) { serve(client, argv[1], stop); });
}
