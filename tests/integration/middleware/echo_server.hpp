#pragma once

// A gRPC server that does as its requests say, behind the interceptor. Its synchronous handlers run on gRPC's threads.

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/middleware/grpc_server.hpp"

#include "echo.grpc.pb.h"

namespace telemetryflow::tests {

using test::Echo;
using test::EchoMessage;

class EchoService final : public Echo::Service {
public:
    explicit EchoService(TelemetryFlowClient& client) : client_(client) {}

    grpc::Status Unary(grpc::ServerContext* context, const EchoMessage* request, EchoMessage* response) override {
        response->set_text(request->text());
        return work(*context, *request);
    }
    grpc::Status Collect(grpc::ServerContext* context, grpc::ServerReader<EchoMessage>* reader,
                         EchoMessage* response) override {
        EchoMessage request;
        EchoMessage last;
        while (reader->Read(&request)) {
            last = request;
            response->set_text(response->text() + request.text());
        }
        return work(*context, last);
    }
    grpc::Status Expand(grpc::ServerContext* context, const EchoMessage* request,
                        grpc::ServerWriter<EchoMessage>* writer) override {
        const bool endless = request->text() == "endless";
        for (int i = 0; i < 3 || endless; ++i) {
            if (!writer->Write(*request)) break;
        }
        return work(*context, *request);
    }
    grpc::Status Chat(grpc::ServerContext* context,
                      grpc::ServerReaderWriter<EchoMessage, EchoMessage>* stream) override {
        EchoMessage request;
        EchoMessage last;
        while (stream->Read(&request)) {
            last = request;
            stream->Write(request);
        }
        return work(*context, last);
    }

private:
    grpc::Status work(grpc::ServerContext& context, const EchoMessage& request) {
        const auto span = client_.span("work");
        client_.log_info("handled", {{"tenant", client_.current_baggage().get("tenant").value_or("none")},
                                     {"text", request.text()}});
        if (request.text() == "throw") throw std::out_of_range("out of cheese");
        if (request.text() == "recorded throw")
            record_grpc_exceptions([]() { throw std::out_of_range("out of cheese"); });
        if (request.text() == "recorded unknown") record_grpc_exceptions([]() { throw 7; });
        while (request.text() == "until cancelled" && !context.IsCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (request.status() == 0) return grpc::Status::OK;
        return {static_cast<grpc::StatusCode>(request.status()), "as you say"};
    }

    TelemetryFlowClient& client_;
};

class EchoServer {
public:
    explicit EchoServer(TelemetryFlowClient& client, const RpcOptions& options = {})
        : EchoServer(std::make_unique<EchoService>(client), client, options) {}
    EchoServer(std::unique_ptr<grpc::Service> service, TelemetryFlowClient& client, const RpcOptions& options = {})
        : service_(std::move(service)) {
        grpc::ServerBuilder builder;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
        builder.RegisterService(service_.get());
        builder.experimental().SetInterceptorCreators(grpc_server_interceptors(client, options));
        server_ = builder.BuildAndStart();
    }
    ~EchoServer() { stop(); }
    EchoServer(const EchoServer&) = delete;
    EchoServer& operator=(const EchoServer&) = delete;

    /// Waits until every call has ended.
    void stop() {
        server_->Shutdown();
        server_->Wait();
    }
    [[nodiscard]] std::string target() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] int port() const { return port_; }

private:
    std::unique_ptr<grpc::Service> service_;
    int port_ = 0;
    std::unique_ptr<grpc::Server> server_;
};

}  // namespace telemetryflow::tests
