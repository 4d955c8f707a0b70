#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend.hpp"
#include "sample_telemetry.hpp"
#include "senders.hpp"
#include "support/loopback_socket.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::local {
namespace {

using std::chrono::milliseconds;
using test::kSlack;
using test::time_of;
using testing::LocalBackend;

// In this process, so that a test can choose its grace: either so long that nobody may wait for its end, or short.
class BackendUnderTest {
public:
    explicit BackendUnderTest(milliseconds grace) : backend_(options(grace), [this](const BatchInfo&) { ++batches_; }) {
        backend_.start();
    }
    Backend* operator->() { return &backend_; }

    [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(backend_.http_port()); }
    [[nodiscard]] int batches() const { return batches_; }
    [[nodiscard]] int connect() const { return test::connect_to_loopback(port()); }

private:
    static BackendOptions options(milliseconds grace) {
        BackendOptions options;
        options.grpc_port = 0;
        options.http_port = 0;
        options.grace = grace;
        return options;
    }

    std::atomic<int> batches_{0};
    Backend backend_;
};

constexpr std::chrono::minutes kLong{5};

std::string received(int socket) {
    std::array<char, 512> answer{};
    const auto size = ::recv(socket, answer.data(), answer.size(), 0);
    return {answer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

// Sends all of a request but its body, and returns when the server asks for that: it is at work on the request then.
void begin_request(int socket, std::size_t body_size) {
    ASSERT_TRUE(test::write_all(socket,
                                "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                                "Expect: 100-continue\r\nContent-Length: " +
                                    std::to_string(body_size) + "\r\n\r\n"));
    ASSERT_TRUE(received(socket).starts_with("HTTP/1.1 100"));
}

TEST(LocalShutdownTest, EndsCleanlyOnSigtermAndSigint) {
    LocalBackend terminated;
    EXPECT_EQ(terminated.stop(), 0);
    LocalBackend interrupted;
    ::kill(interrupted.pid(), SIGINT);
    EXPECT_EQ(interrupted.stop(), 0);
}

TEST(LocalShutdownTest, DoesNotWaitForIdleConnections) {
    BackendUnderTest backend(kLong);
    httplib::Client client("127.0.0.1", backend.port());
    client.set_keep_alive(true);
    ASSERT_EQ(client.Get("/api/v1/status")->status, 200);
    const int silent = backend.connect();
    EXPECT_LT(time_of([&] { backend->stop(); }), kSlack);
    ::close(silent);
}

TEST(LocalShutdownTest, CutsRequestsThatNeverEnd) {
    BackendUnderTest backend(milliseconds(50));
    const int socket = backend.connect();
    begin_request(socket, 100);
    EXPECT_LT(time_of([&] { backend->stop(); }), milliseconds(50) + kSlack);
    EXPECT_EQ(received(socket), "");
    ::close(socket);
}

TEST(LocalShutdownTest, FinishesARequestThatIsRunning) {
    BackendUnderTest backend(kLong);
    samples::Logs logs("late");
    logs.record(9, "still in time", 0);
    const auto body = logs.request.SerializeAsString();
    const int socket = backend.connect();
    begin_request(socket, body.size());
    std::thread stop([&] { backend->stop(); });
    // The server has stopped listening once a new connection is refused; the old one must still be served.
    const auto refuses = [&] {
        const int another = backend.connect();
        if (another >= 0) ::close(another);
        return another < 0;
    };
    EXPECT_TRUE(test::wait_until(refuses));
    EXPECT_TRUE(test::write_all(socket, body));
    const auto answer = received(socket);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
    stop.join();
    EXPECT_EQ(backend.batches(), 1);
    ::close(socket);
}

TEST(LocalShutdownTest, RunsInProcessAndStopsTwice) {
    BackendUnderTest backend(kLong);
    httplib::Client client("127.0.0.1", backend.port());
    const auto reply = client.Post("/v1/logs", "{}", kJson);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(backend.batches(), 1);
    backend->stop();
    backend->stop();
    EXPECT_FALSE(client.Get("/"));
}

}  // namespace
}  // namespace telemetryflow::local
