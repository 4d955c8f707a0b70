// The third of four processes with one trace: a gRPC service that knows prices, and leaves a job for the worker in a
// table of SQLite, together with the context in which it was made.
//
//   ./example_distributed_inventory <database>                    the first line of output names its address
//
// SIGTERM and SIGINT end it when the running calls are done.

#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/integration/sqlite.hpp"
#include "telemetryflow/map_carrier.hpp"
#include "telemetryflow/middleware/grpc_server.hpp"

#include "inventory.grpc.pb.h"
#include "job_queue.hpp"
#include "service.hpp"
#include "stop_signal.hpp"

using telemetryflow::MapCarrier;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

namespace {

class Inventory final : public shop::Inventory::Service {
public:
    /// `database` stays the caller's, and has its tables.
    Inventory(TelemetryFlowClient& client, Database& database) : client_(client), database_(database) {}

    grpc::Status Reserve(grpc::ServerContext*, const shop::ReserveRequest* request,
                         shop::ReserveReply* reply) override {
        // gRPC would make UNKNOWN of an exception, and the span would not say which one.
        return telemetryflow::record_grpc_exceptions([&] { return reserve(*request, *reply); });
    }

private:
    grpc::Status reserve(const shop::ReserveRequest& request, shop::ReserveReply& reply) {
        const std::lock_guard lock(mutex_);
        const Database::Row price = database_.run("SELECT price_cents FROM items WHERE name = ?", {request.item()});
        if (price.empty()) {
            client_.log_warn("no such item", {{"item", request.item()}});
            return {grpc::StatusCode::NOT_FOUND, "no such item"};
        }
        reply.set_price_cents(std::stoi(price[0]));
        send_job(request.item());
        client_.log_info("item reserved", {{"item", request.item()}});
        return grpc::Status::OK;
    }

    void send_job(const std::string& item) {
        const Span span = client_.span("send jobs", SpanKind::Producer,
                                       {{"messaging.system", "sqlite"},
                                        {"messaging.destination.name", "jobs"},
                                        {"messaging.operation.name", "send"},
                                        {"messaging.operation.type", "send"}});
        // The worker goes on from what is current here: this span, and the baggage that came with the call.
        std::map<std::string, std::string> context;
        client_.inject(MapCarrier(context));
        queue_.push(item, std::move(context));
    }

    TelemetryFlowClient& client_;
    std::mutex mutex_;
    Database& database_;
    JobQueue queue_{database_};
};

void make_tables(Database& database) {
    JobQueue::make_table(database);
    database.run("CREATE TABLE IF NOT EXISTS items (name TEXT PRIMARY KEY, price_cents INTEGER NOT NULL)");
    database.run("INSERT OR IGNORE INTO items VALUES ('lamp', 1999), ('chair', 4900)");
}

void serve(TelemetryFlowClient& client, const std::string& file, const StopSignal& stop) {
    Database database(file);
    make_tables(database);
    // From here on: those statements were nobody's.
    const telemetryflow::integration::SqliteTrace trace(client, database.native());
    Inventory inventory(client, database);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&inventory);
    builder.experimental().SetInterceptorCreators(telemetryflow::grpc_server_interceptors(client));
    const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    std::cout << "listening on 127.0.0.1:" << port << std::endl;
    stop.wait();
    server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " <database>\n";
        return 2;
    }
    const StopSignal stop;
    telemetryflow::integration::watch_sqlite_errors();
    return run_service("example-inventory", [&](TelemetryFlowClient& client) { serve(client, argv[1], stop); });
}
