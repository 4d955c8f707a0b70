// A gRPC server whose calls the interceptor turns into spans and metrics, within the traces of their callers.
//
//   @{project}-server [port]      @{port} unless said otherwise; 0 picks a free one

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>
#include <pthread.h>

#include "telemetryflow/middleware/grpc_server.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "orders_service.hpp"

using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kPort = @{port};

}  // namespace

int main(int argc, char** argv) try {
    // Blocked before the first thread starts: sigwait() below gets them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}-server", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    app::OrdersService service(client);
    const std::string port = argc > 1 ? argv[1] : std::to_string(kPort);
    int bound = 0;
    grpc::ServerBuilder serving;
    serving.AddListeningPort("127.0.0.1:" + port, grpc::InsecureServerCredentials(), &bound);
    serving.RegisterService(&service);
    serving.experimental().SetInterceptorCreators(telemetryflow::grpc_server_interceptors(client));
    const std::unique_ptr<grpc::Server> server = serving.BuildAndStart();
    if (server == nullptr || bound == 0) {
        std::cerr << "cannot listen on 127.0.0.1:" << port << '\n';
        return 1;
    }
    std::cout << "listening on 127.0.0.1:" << bound << std::endl;
    int received = 0;
    sigwait(&signals, &received);
    server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
