#pragma once

// What the server answers.

#include <stdexcept>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/middleware/grpc_server.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "orders.grpc.pb.h"

namespace app {

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

class OrdersService final : public ::orders::Orders::Service {
public:
    explicit OrdersService(TelemetryFlowClient& client) : client_(client) {}

    grpc::Status Show(grpc::ServerContext*, const ::orders::ShowRequest* request, ::orders::Order* order) override {
        // gRPC turns what a handler throws into UNKNOWN; only here it can be told what it was.
        return telemetryflow::record_grpc_exceptions([&] { return find(request->id(), *order); });
    }

private:
    // Runs within the call's context: the span and the log belong to it.
    grpc::Status find(int id, ::orders::Order& order) {
        const Span span = client_.span("SELECT orders", SpanKind::Client, {{"order.id", id}});
        if (id < 0) throw std::invalid_argument("ids count from 0");
        if (id >= 1000) {
            client_.log_warn("no such order", {{"order.id", id}});
            return {grpc::StatusCode::NOT_FOUND, "no such order"};
        }
        client_.log_info("order read", {{"order.id", id}});
        order.set_id(id);
        order.set_state("shipped");
        return grpc::Status::OK;
    }

    TelemetryFlowClient& client_;
};

}  // namespace app
