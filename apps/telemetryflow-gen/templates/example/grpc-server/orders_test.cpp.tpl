#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/integration/grpc_client.hpp"
#include "telemetryflow/middleware/grpc_server.hpp"

#include "orders_service.hpp"
#include "test_telemetry.hpp"

using namespace app;

int main() {
    TestTelemetry telemetry;
    {
        OrdersService service(telemetry.client());
        int port = 0;
        grpc::ServerBuilder serving;
        serving.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
        serving.RegisterService(&service);
        serving.experimental().SetInterceptorCreators(telemetryflow::grpc_server_interceptors(telemetry.client()));
        const std::unique_ptr<grpc::Server> server = serving.BuildAndStart();
        ::orders::Orders::Stub stub(telemetryflow::make_grpc_channel(
            telemetry.client(), "127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()));
        const auto show = [&stub](int id) {
            grpc::ClientContext context;
            ::orders::ShowRequest request;
            request.set_id(id);
            ::orders::Order order;
            return stub.Show(&context, request, &order).error_code();
        };
        expect(show(7) == grpc::StatusCode::OK, "an order is found");
        expect(show(1000) == grpc::StatusCode::NOT_FOUND, "another one is not");
        expect(show(-1) == grpc::StatusCode::UNKNOWN, "an exception is an unknown error");
        server->Shutdown();
    }
    const std::string exported = telemetry.exported();
    expect_all(exported, {"orders.Orders/Show", "SELECT orders", "order read", "no such order", "ids count from 0"});
    return failures;
}
