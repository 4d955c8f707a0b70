// LocalBackend: the built telemetryflow-local as a child process on free ports, for tests that send real telemetry
// and ask what arrived. Owned by one test; its const members may be called from several threads. The child dies with
// the thread that made this object, so make it on the test's own thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/types.h>

namespace telemetryflow::testing {

// What GET answered: the status code and the body as it came.
struct LocalBackendReply {
    int status = 0;
    std::string body;
};

class LocalBackend {
public:
    using Predicate = std::function<bool(const nlohmann::json&)>;

    // Starts the program with `arguments`, e.g. {"--require-key", "tfk_a:tfs_b"}, on free ports unless they name
    // --grpc-port or --http-port. Serves when the constructor returns; throws std::runtime_error with the program's
    // output when it does not within 30 seconds.
    explicit LocalBackend(const std::vector<std::string>& arguments = {});
    // Stops it as stop() does, and removes its temporary folder.
    ~LocalBackend();
    LocalBackend(const LocalBackend&) = delete;
    LocalBackend& operator=(const LocalBackend&) = delete;

    std::uint16_t grpc_port() const { return grpc_port_; }
    std::uint16_t http_port() const { return http_port_; }
    std::string grpc_endpoint() const;  // "127.0.0.1:port"
    std::string http_url() const;       // "http://127.0.0.1:port"
    pid_t pid() const { return pid_; }

    // GET of a path with its query, e.g. "/api/v1/spans?name=checkout". Throws std::runtime_error without an answer.
    LocalBackendReply get(const std::string& path) const;
    // The JSON of a 200 answer; throws std::runtime_error with the answer otherwise.
    nlohmann::json get_json(const std::string& path) const;
    // Asks until the predicate holds and returns that answer. Throws std::runtime_error with the last answer when the
    // time is over.
    nlohmann::json wait_until(const std::string& path, const Predicate& predicate,
                              std::chrono::milliseconds timeout = std::chrono::seconds(30)) const;

    // SIGTERM; waits up to 20 seconds, then kills. Returns the exit code, or 128 + the number of the signal that ended
    // it. Further calls return the same.
    int stop();
    // SIGKILL, as a crash or a power cut of the backend.
    int kill_now();

    // Everything the program has written to standard output and standard error so far.
    std::string output() const;

    // Where the program is, for tests that run it in their own way.
    static std::filesystem::path program();

private:
    void launch(const std::vector<std::string>& arguments);
    void wait_until_ready();
    bool reap(std::chrono::milliseconds patience);
    int end_with(int signal);

    std::filesystem::path folder_;
    pid_t pid_ = -1;
    bool running_ = false;
    int exit_code_ = -1;
    std::uint16_t grpc_port_ = 0;
    std::uint16_t http_port_ = 0;
};

}  // namespace telemetryflow::testing
