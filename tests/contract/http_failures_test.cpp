// What the wire can do to OTLP/HTTP: no connection, no answer, half an answer, and being told to stop.

#include <array>
#include <atomic>
#include <csignal>
#include <future>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "contract/delivery_fixture.hpp"
#include "support/loopback_socket.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {
namespace {

using Answer = ScriptedAnswer;

std::unique_ptr<Exporter> exporter_for(const std::string& url) {
    return OTLPExporterFactory::create_exporter(options_for(Protocol::Http, url));
}

void expect_retryable(const ExportResult& result, const std::string& reason) {
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(result.reason, reason);
    EXPECT_FALSE(result.message.empty());
}

TEST(HttpFailuresTest, RetriesARefusedConnection) {
    const ReservedPort nobody;
    const auto exporter = exporter_for(nobody.url());
    expect_retryable(send_to(*exporter), "connect");
}

TEST(HttpFailuresTest, RetriesANameThatDoesNotResolve) {
    // A label of more than 63 bytes is in no name, so that no name server has to be asked.
    expect_retryable(send_to(*exporter_for("http://" + std::string(64, 'a') + ".invalid:4318")), "connect");
}

TEST(HttpFailuresTest, RetriesAConnectionThatIsReset) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    server.script({"", Answer::Then::Reset});
    expect_retryable(send_to(*exporter), "connection_lost");
}

TEST(HttpFailuresTest, RetriesHalfAResponseWhereverItEnds) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    const auto whole = Answer::status(200, "Content-Type: application/json\r\n", R"({"partialSuccess":{}})").bytes;
    for (std::size_t length = 0; length < whole.size(); length += 7) {
        SCOPED_TRACE(length);
        server.script({whole.substr(0, length), Answer::Then::Close});
        expect_retryable(send_to(*exporter), "connection_lost");
    }
}

TEST(HttpFailuresTest, RetriesWhatIsNotHttp) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    server.script({"SSH-2.0-OpenSSH_9.2\r\n", Answer::Then::Close});
    expect_retryable(send_to(*exporter), "connection_lost");
    server.script({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", Answer::Then::Close});
    expect_retryable(send_to(*exporter), "connection_lost");
}

TEST(HttpFailuresTest, EndsAtItsDeadlineWhenNothingAnswers) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    server.script({"", Answer::Then::Hang});
    const auto took = time_of([&] { expect_retryable(send_to(*exporter, milliseconds(200)), "timeout"); });
    EXPECT_GE(took, milliseconds(195));
    EXPECT_LT(took, milliseconds(200) + kSlack);
}

// As when the peer, or what stands between, has vanished without a word.
TEST(HttpFailuresTest, UsesNoConnectionAgainThatDidNotAnswerInTime) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    server.script({"", Answer::Then::Hang});
    expect_retryable(send_to(*exporter, milliseconds(100)), "timeout");
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(send_to(*exporter).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(server.connections(), 2);
}

TEST(HttpFailuresTest, EndsAtItsDeadlineWhenTheAnswerStops) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    server.script({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123", Answer::Then::Hang});
    expect_retryable(send_to(*exporter, milliseconds(200)), "timeout");
}

TEST(HttpFailuresTest, DoesNotSendAfterTheDeadline) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    expect_retryable(send_to(*exporter, milliseconds(-5)), "timeout");
    EXPECT_EQ(server.connections(), 0);
}

TEST(HttpFailuresTest, GivesUpAConnectionThatIsNotAcceptedBeforeTheDeadline) {
    // A full backlog leaves the SYN without an answer.
    const int listener = listen_on_loopback(0, 0);
    const auto port = local_port(listener);
    const int filler = connect_to_loopback(port);
    auto options = options_for(Protocol::Http, "http://127.0.0.1:" + std::to_string(port));
    options.transport.connect_timeout = milliseconds(150);
    const std::array exporters{OTLPExporterFactory::create_exporter(options),
                               OTLPExporterFactory::create_exporter(options)};
    // A system may take one connection more than it was asked to: that one hears nothing either, until its deadline.
    std::multiset<std::string> reasons;
    for (const auto& exporter : exporters)
        reasons.insert(send_to(*exporter, milliseconds(5'000)).reason);
    EXPECT_TRUE(reasons.contains("connect")) << *reasons.begin();
    ::close(filler);
    ::close(listener);
}

TEST(HttpFailuresTest, ReturnsAtOnceWhenInterrupted) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    server.script({"", Answer::Then::Hang});
    auto running = std::async(std::launch::async, [&] { return send_to(*exporter); });
    ASSERT_TRUE(wait_until([&] { return server.requests().size() == 1; }));
    exporter->interrupt();
    ExportResult result;
    EXPECT_LT(time_of([&] { result = running.get(); }), kSlack);
    expect_retryable(result, "interrupted");
    expect_retryable(send_to(*exporter), "interrupted");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpFailuresTest, CanBeInterruptedBeforeTheFirstSend) {
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    exporter->interrupt();
    expect_retryable(send_to(*exporter), "interrupted");
    EXPECT_EQ(server.connections(), 0);
}

std::atomic<int> sigpipes{0};

TEST(HttpFailuresTest, KeepsSigpipeFromTheApplication) {
    struct sigaction count {};
    count.sa_handler = [](int) { ++sigpipes; };
    struct sigaction before {};
    sigaction(SIGPIPE, &count, &before);
    ScriptedHttpServer server;
    const auto exporter = exporter_for(server.url());
    const std::string large(8U << 20U, 'x');
    for (int i = 0; i < 5; ++i) {
        server.script({"", Answer::Then::Reset});
        exporter->export_batch(request_of(large));
    }
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
    sigaction(SIGPIPE, &before, nullptr);
    EXPECT_EQ(sigpipes.load(), 0);
}

TEST(HttpFailuresTest, RefusesABatchOverItsLimitWithoutSendingIt) {
    ScriptedHttpServer server;
    auto options = options_for(Protocol::Http, server.url());
    options.max_request_bytes = 10;
    const auto result = send_to(*OTLPExporterFactory::create_exporter(options));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "request_too_large");
    EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace telemetryflow::test
