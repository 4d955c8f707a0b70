#pragma once

// An OTLP receiver made with grpc++: keeps what arrives and answers as a test's script says, with OK at its end.

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::test {

struct GrpcAnswer {
    grpc::Status status;
    /// Says nothing until the client gives up.
    bool hold = false;
    std::int64_t rejected = 0;
    std::string error_message;
    bool gzip = false;
};

struct GrpcCall {
    SignalType signal = SignalType::Traces;
    /// The request as grpc++ decoded it, serialised again.
    std::string message;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::string peer;
    std::chrono::system_clock::time_point deadline;

    [[nodiscard]] std::vector<std::string> values(const std::string& name) const;
};

class GrpcCollector {
public:
    struct Options {
        std::uint16_t port = 0;
        /// Plaintext without; PEM texts otherwise.
        std::string tls_key;
        std::string tls_cert;
        std::string tls_client_ca;
        std::optional<int> max_connection_age_ms;
        std::optional<int> max_connection_idle_ms;
    };

    GrpcCollector() : GrpcCollector(Options{}) {}
    explicit GrpcCollector(const Options& options);
    ~GrpcCollector();
    GrpcCollector(const GrpcCollector&) = delete;
    GrpcCollector& operator=(const GrpcCollector&) = delete;

    [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(port_); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    void script(GrpcAnswer answer);
    [[nodiscard]] std::vector<GrpcCall> calls() const;
    /// How many connections calls came over.
    [[nodiscard]] std::size_t connections() const;
    /// Keeps only the count of calls from now on, for measuring.
    void forget_calls(bool forget) { forgetful_ = forget; }

private:
    template <typename Service, typename Request, typename Response>
    class Receiver;

    GrpcAnswer next_answer(GrpcCall call);

    mutable std::mutex mutex_;
    std::deque<GrpcAnswer> script_;
    std::vector<GrpcCall> calls_;
    std::set<std::string> peers_;
    bool forgetful_ = false;
    std::vector<std::unique_ptr<grpc::Service>> services_;
    int port_ = 0;
    std::unique_ptr<grpc::Server> server_;
};

}  // namespace telemetryflow::test
