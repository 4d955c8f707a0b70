#include <csignal>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend.hpp"
#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using std::chrono::steady_clock;
using testing::LocalBackend;

int connect_to(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return socket;
}

std::chrono::duration<double> time_to_stop(LocalBackend& backend) {
    const auto begin = steady_clock::now();
    EXPECT_EQ(backend.stop(), 0);
    return steady_clock::now() - begin;
}

TEST(LocalShutdownTest, EndsCleanlyOnSigtermAndSigint) {
    LocalBackend terminated;
    EXPECT_LT(time_to_stop(terminated).count(), 2.0);
    LocalBackend interrupted;
    ::kill(interrupted.pid(), SIGINT);
    EXPECT_EQ(interrupted.stop(), 0);
}

TEST(LocalShutdownTest, DoesNotWaitForIdleConnections) {
    LocalBackend backend;
    httplib::Client client("127.0.0.1", backend.http_port());
    client.set_keep_alive(true);
    ASSERT_EQ(client.Get("/api/v1/status")->status, 200);
    const int silent = connect_to(backend.http_port());
    EXPECT_LT(time_to_stop(backend).count(), 0.9);
    ::close(silent);
}

TEST(LocalShutdownTest, CutsRequestsThatNeverEnd) {
    LocalBackend backend;
    const int socket = connect_to(backend.http_port());
    const std::string begun = "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf";
    ASSERT_EQ(::send(socket, begun.data(), begun.size(), 0), static_cast<ssize_t>(begun.size()));
    // A request on another connection that is answered proves that the first one has been accepted.
    ASSERT_EQ(backend.get("/").status, 200);
    EXPECT_LT(time_to_stop(backend).count(), 2.0);
    ::close(socket);
}

TEST(LocalShutdownTest, FinishesARequestThatIsRunning) {
    LocalBackend backend;
    const int socket = connect_to(backend.http_port());
    samples::Logs logs("late");
    logs.record(9, "still in time", 0);
    const auto body = logs.request.SerializeAsString();
    const std::string head =
        "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n";
    ASSERT_EQ(::send(socket, head.data(), head.size(), 0), static_cast<ssize_t>(head.size()));
    ASSERT_EQ(backend.get("/").status, 200);
    ::kill(backend.pid(), SIGTERM);
    // The server has stopped listening once a new connection is refused; the old one must still be served.
    const auto deadline = steady_clock::now() + std::chrono::milliseconds(300);
    while (steady_clock::now() < deadline) {
        httplib::Client probe("127.0.0.1", backend.http_port());
        if (!probe.Get("/")) break;
    }
    ASSERT_EQ(::send(socket, body.data(), body.size(), MSG_NOSIGNAL), static_cast<ssize_t>(body.size()));
    std::array<char, 512> answer{};
    ASSERT_GT(::recv(socket, answer.data(), answer.size() - 1, 0), 0);
    EXPECT_TRUE(std::string(answer.data()).starts_with("HTTP/1.1 200")) << answer.data();
    EXPECT_EQ(backend.stop(), 0);
    EXPECT_NE(backend.output().find("service=late"), std::string::npos);
    ::close(socket);
}

TEST(LocalShutdownTest, RunsInProcessAndStopsTwice) {
    std::atomic<int> batches{0};
    BackendOptions options;
    options.grpc_port = 0;
    options.http_port = 0;
    Backend backend(options, [&batches](const BatchInfo&) { ++batches; });
    backend.start();
    httplib::Client client("127.0.0.1", backend.http_port());
    const auto reply = client.Post("/v1/logs", "{}", kJson);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(batches, 1);
    backend.stop();
    backend.stop();
    EXPECT_FALSE(client.Get("/"));
}

}  // namespace
}  // namespace telemetryflow::local
