#include "backend.hpp"

#include "api/api_routes.hpp"
#include "receiver/http_receiver.hpp"
#include "receiver/listen_address.hpp"

namespace telemetryflow::local {

Backend::Backend(BackendOptions options, BatchListener listener)
    : options_(std::move(options)),
      store_(options_.store),
      ingest_(store_, std::move(listener)),
      keys_(options_.required_key),
      grpc_(ingest_, keys_) {
    add_otlp_routes(http_, ingest_, keys_);
    add_api_routes(http_, store_, ingest_);
}

Backend::~Backend() {
    stop();
}

void Backend::start() {
    http_port_ = http_.start(options_.host, options_.http_port);
    grpc_port_ = grpc_.start(options_.host, options_.grpc_port);
}

void Backend::stop() {
    const auto deadline = std::chrono::steady_clock::now() + options_.grace;
    std::thread grpc_stop([this] { grpc_.stop(std::chrono::system_clock::now() + options_.grace); });
    http_.stop(deadline, [this] { store_.interrupt(); });
    grpc_stop.join();
}

std::string Backend::grpc_endpoint() const {
    return address_of(options_.host, grpc_port_);
}
std::string Backend::http_url() const {
    return "http://" + address_of(options_.host, http_port_);
}

}  // namespace telemetryflow::local
