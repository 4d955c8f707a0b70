// Backend: the store, the two receivers and the API as one object, for main() and for tests in process. start() and
// stop() belong to one thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "receiver/grpc_receiver.hpp"
#include "receiver/http_server.hpp"
#include "receiver/ingest.hpp"
#include "receiver/key_check.hpp"
#include "store/store.hpp"

namespace telemetryflow::local {

struct BackendOptions {
    std::string host = "127.0.0.1";
    // 0 picks a free one.
    int grpc_port = 4317;
    int http_port = 4318;
    StoreOptions store;
    std::optional<ApiKey> required_key;
    // What stop() leaves running requests.
    std::chrono::milliseconds grace{1000};
};

class Backend {
public:
    // Opens the store; throws DatabaseError.
    Backend(BackendOptions options, BatchListener listener);
    ~Backend();
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    // Serves when it returns. Throws ListenError naming the address that cannot be served.
    void start();
    // Refuses new requests and lets running ones end, for the grace at most.
    void stop();

    int grpc_port() const { return grpc_port_; }
    int http_port() const { return http_port_; }
    // "host:port" and "http://host:port"
    std::string grpc_endpoint() const;
    std::string http_url() const;

private:
    BackendOptions options_;
    Store store_;
    Ingest ingest_;
    KeyCheck keys_;
    GrpcReceiver grpc_;
    HttpServer http_;
    int grpc_port_ = 0;
    int http_port_ = 0;
};

}  // namespace telemetryflow::local
