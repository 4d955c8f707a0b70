// Asks the server for one order: its span is the parent of the server's.
//
//   @{project}-client [address] [order]      127.0.0.1:@{port} and order 7 unless said otherwise

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/integration/grpc_client.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "orders.grpc.pb.h"

using telemetryflow::Span;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

int main(int argc, char** argv) try {
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}-client", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    grpc::Status status;
    {
        const Span span = client.span("look after an order");
        const std::string address = argc > 1 ? argv[1] : "127.0.0.1:@{port}";
        const auto channel = telemetryflow::make_grpc_channel(client, address, grpc::InsecureChannelCredentials());
        orders::Orders::Stub stub(channel);
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
        orders::ShowRequest request;
        request.set_id(argc > 2 ? std::atoi(argv[2]) : 7);
        orders::Order order;
        status = stub.Show(&context, request, &order);
        if (status.ok()) std::cout << "order " << order.id() << ": " << order.state() << '\n';
    }
    if (!status.ok()) std::cerr << status.error_message() << '\n';

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete && status.ok() ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
