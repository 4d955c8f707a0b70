#include <chrono>
#include <optional>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

#include "memory/programs/client_life.hpp"

namespace telemetryflow::bench {
namespace {

class Subject {
public:
    explicit Subject(const Destination& to) {
        const std::string scheme = to.ca_file.empty() ? "http://" : "https://";
        TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"),
                                                         scheme + "localhost:" + to.port, "memory-bench");
        config.protocol = to.grpc ? Protocol::Grpc : Protocol::Http;
        config.tls_ca_file = to.ca_file;
        config.overflow_policy = OverflowPolicy::Block;
        config.overflow_timeout = std::chrono::seconds(5);
        client_.emplace(config);
    }

    void initialize() { client_->initialize(); }
    void make_span() {
        const Span span = client_->span("GET /users/{id}", SpanKind::Server,
                                        {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"user", 1}});
    }
    bool flush() { return client_->flush(std::chrono::seconds(20)).complete; }
    void shutdown() { client_->shutdown(); }

private:
    std::optional<TelemetryFlowClient> client_;
};

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    return telemetryflow::bench::client_life<telemetryflow::bench::Subject>(argc, argv);
}
