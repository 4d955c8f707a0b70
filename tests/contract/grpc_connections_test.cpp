// Connections to a gRPC server: reused, aged out, closed while idle, lost with the server. Plaintext HTTP/2 is the case
// that some versions of libcurl get wrong on the second request.

#include <optional>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/delivery_fixture.hpp"
#include "support/grpc_collector.hpp"
#include "support/reserved_port.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {
namespace {

std::unique_ptr<Exporter> exporter_for(const std::string& url) {
    return OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, url));
}

/// Calls `visit` with every socket of this process that is connected to `port`.
template <typename Visit>
int for_each_connection_to(std::uint16_t port, Visit visit) {
    int found = 0;
    for (int fd = 0; fd < 512; ++fd) {
        sockaddr_in peer{};
        socklen_t size = sizeof(peer);
        if (getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0) continue;
        if (peer.sin_family != AF_INET || ntohs(peer.sin_port) != port) continue;
        ++found;
        visit(fd);
    }
    return found;
}

TEST(GrpcConnectionsTest, SendsAHundredPlaintextRequestsOverOneConnection) {
    GrpcCollector server;
    const auto exporter = exporter_for(server.url());
    for (int i = 0; i < 100; ++i) {
        const auto result = send_to(*exporter);
        ASSERT_EQ(result.outcome, ExportOutcome::Delivered) << i << ": " << result.message;
    }
    EXPECT_EQ(server.calls().size(), 100U);
    EXPECT_EQ(server.connections(), 1U);
}

TEST(GrpcConnectionsTest, SurvivesARestartOfTheServer) {
    const ReservedPort port;
    GrpcCollector::Options same_port;
    same_port.port = port.number();
    std::optional<GrpcCollector> server(same_port);
    const auto exporter = exporter_for(port.url());
    for (int restart = 0; restart < 3; ++restart) {
        ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
        ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
        server.reset();
        server.emplace(same_port);
        const auto result = send_to(*exporter);
        EXPECT_EQ(result.outcome, ExportOutcome::Delivered) << result.message;
        EXPECT_EQ(server->calls().size(), 1U);
    }
    server.reset();
    EXPECT_EQ(send_to(*exporter).reason, "connect");
    server.emplace(same_port);
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
}

TEST(GrpcConnectionsTest, LosesNothingToConnectionsThatAge) {
    GrpcCollector::Options options;
    options.max_connection_age_ms = 50;
    GrpcCollector server(options);
    const auto exporter = exporter_for(server.url());
    std::size_t sent = 0;
    while (server.connections() <= 10) {
        const auto result = send_to(*exporter);
        ASSERT_EQ(result.outcome, ExportOutcome::Delivered) << sent << ": " << result.message;
        ++sent;
        std::this_thread::sleep_for(std::chrono::microseconds(sent % 5 * 700));
    }
    EXPECT_GE(server.calls().size(), sent);
    EXPECT_LE(server.calls().size(), sent + server.connections());
}

TEST(GrpcConnectionsTest, OpensAnotherConnectionWhenTheServerClosedTheIdleOne) {
    GrpcCollector::Options options;
    // Long enough that a busy machine does not make a connection idle that is about to be used.
    options.max_connection_idle_ms = 1000;
    GrpcCollector server(options);
    const auto exporter = exporter_for(server.url());
    const auto closed_by_server = [&] {
        bool established = false;
        for_each_connection_to(server.port(), [&](int fd) {
            tcp_info info{};
            socklen_t size = sizeof(info);
            getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);
            established = established || info.tcpi_state == TCP_ESTABLISHED;
        });
        return !established;
    };
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    ASSERT_TRUE(wait_until(closed_by_server));
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(server.calls().size(), 2U);
    EXPECT_EQ(server.connections(), 2U);
}

TEST(GrpcConnectionsTest, CarriesOnAfterATimeoutOnTheSameExporter) {
    GrpcCollector server;
    const auto exporter = exporter_for(server.url());
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    GrpcAnswer slow;
    slow.hold = true;
    server.script(slow);
    EXPECT_EQ(send_to(*exporter, milliseconds(200)).outcome, ExportOutcome::Retryable);
    const auto result = send_to(*exporter);
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered) << result.message;
}

TEST(GrpcConnectionsTest, ProbesAsConfiguredAndNotWhileIdleUnlessPermitted) {
    for (const bool permitted : {true, false}) {
        SCOPED_TRACE(permitted);
        GrpcCollector server;
        auto options = options_for(Protocol::Grpc, server.url());
        options.transport.keepalive = {std::chrono::seconds(17), std::chrono::seconds(3), permitted};
        const auto exporter = OTLPExporterFactory::create_exporter(options);
        ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
        const auto read = [](int fd, int level, int option) {
            int value = -1;
            socklen_t size = sizeof(value);
            getsockopt(fd, level, option, &value, &size);
            return value;
        };
        EXPECT_EQ(for_each_connection_to(server.port(),
                                         [&](int fd) {
                                             EXPECT_EQ(read(fd, SOL_SOCKET, SO_KEEPALIVE), permitted ? 1 : 0);
                                             EXPECT_EQ(read(fd, IPPROTO_TCP, TCP_KEEPIDLE), 17);
                                             EXPECT_EQ(read(fd, IPPROTO_TCP, TCP_KEEPINTVL), 3);
                                             EXPECT_EQ(read(fd, IPPROTO_TCP, TCP_KEEPCNT),
                                                       GrpcKeepaliveConfig::kProbes);
                                             EXPECT_EQ(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
                                         }),
                  1);
    }
}

TEST(GrpcConnectionsTest, LeavesTheParentsConnectionAloneInAForkedChild) {
    // The child runs nothing of grpc++, and a server in this process would be forked with it: only the client is.
    GrpcCollector server;
    const auto exporter = exporter_for(server.url());
    ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    const pid_t child = fork();
    if (child == 0) {
        exporter->abandon_after_fork();
        _exit(for_each_connection_to(server.port(), [](int) {}));
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(server.connections(), 1U);
}

TEST(GrpcConnectionsTest, HoldsNoSmallCallBack) {
    GrpcCollector server;
    server.forget_calls(true);
    const auto exporter = exporter_for(server.url());
    constexpr int kCalls = 2000;
    const auto took = time_of([&] {
        for (int i = 0; i < kCalls; ++i)
            ASSERT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    });
    EXPECT_EQ(server.connections(), 1U);
    // A call takes a tenth of a millisecond; one that waits for a delayed acknowledgement takes forty.
    EXPECT_LT(took, kCalls * milliseconds(20));
}

}  // namespace
}  // namespace telemetryflow::test
