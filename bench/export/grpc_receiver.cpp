// gRPC with the generic service: bodies stay bytes, so that no message is built. gRPC unpacks gzip itself.

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include "export/count_spans.hpp"
#include "export/receiver.hpp"

namespace telemetryflow::bench {
namespace {

// One unary call over the generic, streaming interface: read the message, answer with an empty one, finish.
class Call final : public grpc::ServerGenericBidiReactor {
public:
    explicit Call(ReceiverCounts& counts) : counts_(counts) { StartRead(&request_); }

    void OnReadDone(bool ok) override {
        if (!ok) {
            Finish(grpc::Status(grpc::StatusCode::INTERNAL, "no message"));
            return;
        }
        StartWriteAndFinish(&response_, {}, grpc::Status::OK);
        count();
    }
    void OnDone() override { delete this; }

private:
    void count() {
        std::vector<grpc::Slice> slices;
        if (!request_.Dump(&slices).ok()) return;
        std::string body;
        body.reserve(request_.Length());
        for (const grpc::Slice& slice : slices)
            body.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
        counts_.requests.fetch_add(1, std::memory_order_relaxed);
        counts_.bytes.fetch_add(body.size(), std::memory_order_relaxed);
        if (const auto spans = count_spans(body)) {
            counts_.spans.fetch_add(*spans, std::memory_order_relaxed);
        } else {
            counts_.broken.fetch_add(1, std::memory_order_relaxed);
        }
    }

    ReceiverCounts& counts_;
    grpc::ByteBuffer request_;
    // No slice at all would be no message.
    grpc::Slice empty_;
    grpc::ByteBuffer response_{&empty_, 1};
};

class Service final : public grpc::CallbackGenericService {
public:
    explicit Service(ReceiverCounts& counts) : counts_(counts) {}

private:
    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override {
        return new Call(counts_);
    }

    ReceiverCounts& counts_;
};

}  // namespace

void serve_grpc(ReceiverCounts& counts) {
    Service service(counts);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterCallbackGenericService(&service);
    const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    if (server == nullptr) std::_Exit(1);
    counts.port.store(port, std::memory_order_release);
    server->Wait();
    std::_Exit(0);
}

}  // namespace telemetryflow::bench
