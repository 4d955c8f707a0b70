// How the endpoint serves, begins and ends.

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integration/libraries/prometheus_client.hpp"
#include "support/threads_asleep.hpp"

namespace telemetryflow::tests {
namespace {

class KeptReports final : public Diagnostics {
public:
    void report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept override {
        EXPECT_EQ(level, DiagnosticLevel::Warning);
        EXPECT_EQ(topic, "prometheus");
        messages.emplace_back(message);
    }
    std::vector<std::string> messages;
};

std::string content_type_of(const PrometheusEndpoint& endpoint, const std::string& accept) {
    const httplib::Result answer = scrape(endpoint, {{"Accept", accept}});
    return answer ? answer->get_header_value("Content-Type") : "nothing";
}

TEST(PrometheusEndpointTest, ServesTheFormatThatIsAskedFor) {
    TestClient client;
    client->increment_counter("c", 3);
    const PrometheusEndpoint endpoint(client.client, on_loopback());
    const httplib::Result plain = scrape(endpoint);
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->status, 200);
    EXPECT_EQ(plain->get_header_value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(plain->body.find("# TYPE c_total counter\n"), std::string::npos);
    EXPECT_EQ(plain->body.find("# EOF"), std::string::npos);
    const httplib::Result open = scrape(endpoint, {{"Accept", "application/openmetrics-text;version=1.0.0"}});
    ASSERT_TRUE(open);
    EXPECT_EQ(open->get_header_value("Content-Type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    EXPECT_TRUE(open->body.ends_with("# EOF\n"));
    EXPECT_TRUE(content_type_of(endpoint, "application/openmetrics-text;q=0.1,text/plain;q=0.2").starts_with("text/"));
    const httplib::Result twice =
        scrape(endpoint, {{"Accept", "text/plain;q=0.5"}, {"Accept", "application/openmetrics-text"}});
    ASSERT_TRUE(twice);
    EXPECT_TRUE(twice->get_header_value("Content-Type").starts_with("application/openmetrics-text"));
}

TEST(PrometheusEndpointTest, CollectsAtEachScrape) {
    TestClient client;
    const auto counter = client->counter("c");
    int calls = 0;
    const auto registration = client->observable_gauge("g", [&](ObserverResult& result) { result.observe(++calls); });
    const PrometheusEndpoint endpoint(client.client, on_loopback());
    counter.add(1);
    EXPECT_NE(scrape(endpoint)->body.find("\nc_total{otel_scope_name=\"telemetryflow\""), std::string::npos);
    counter.add(1);
    const std::string second = scrape(endpoint)->body;
    EXPECT_NE(second.find("\"} 2\n"), std::string::npos);
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 2) << "scraping takes nothing away";
}

TEST(PrometheusEndpointTest, ServesNothingElse) {
    TestClient client;
    PrometheusEndpointOptions options = on_loopback();
    options.path = "/internal/metrics+";
    const PrometheusEndpoint endpoint(client.client, options);
    EXPECT_EQ(scrape(endpoint, {}, "/internal/metrics+")->status, 200);
    for (const char* path : {"/metrics", "/", "/internal/metricss", "/internal/metrics+/", "/favicon.ico"}) {
        const httplib::Result answer = scrape(endpoint, {}, path);
        ASSERT_TRUE(answer) << path;
        EXPECT_EQ(answer->status, 404) << path;
    }
    httplib::Client poster("127.0.0.1", endpoint.port());
    EXPECT_EQ(poster.Post("/internal/metrics+")->status, 404);
    const httplib::Result head = poster.Head("/internal/metrics+");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(scrape(endpoint, {}, "/" + std::string(8000, 'x'))->status, 404);
}

#ifdef CPPHTTPLIB_ZLIB_SUPPORT
TEST(PrometheusEndpointTest, CompressesTextWhereThatIsTaken) {
    TestClient client;
    client->increment_counter("c");
    const PrometheusEndpoint endpoint(client.client, on_loopback());
    const httplib::Result answer = scrape(endpoint, {{"Accept-Encoding", "gzip"}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->get_header_value("Content-Encoding"), "gzip");
    EXPECT_NE(answer->body.find("c_total"), std::string::npos) << "the client decompresses";
    EXPECT_FALSE(scrape(endpoint, {{"Accept-Encoding", "identity"}})->has_header("Content-Encoding"));
}
#endif

TEST(PrometheusEndpointTest, SaysThatThePortIsTaken) {
    TestClient client;
    const PrometheusEndpoint first(client.client, on_loopback());
    PrometheusEndpointOptions options = on_loopback();
    options.port = first.port();
    try {
        const PrometheusEndpoint second(client.client, options);
        FAIL() << "two serve at one port";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::InitializationFailed);
        const std::string what = error.what();
        EXPECT_NE(what.find("127.0.0.1:" + std::to_string(first.port())), std::string::npos) << what;
        EXPECT_NE(what.find("Address already in use"), std::string::npos) << what;
        EXPECT_NE(what.find("OTEL_EXPORTER_PROMETHEUS_PORT"), std::string::npos) << what;
    }
    EXPECT_EQ(scrape(first)->status, 200);
}

TEST(PrometheusEndpointTest, SaysThatTheHostIsNotKnown) {
    TestClient client;
    PrometheusEndpointOptions options = on_loopback();
    options.host = "no.such.host.invalid";
    EXPECT_THROW(PrometheusEndpoint(client.client, options), TelemetryFlowError);
}

TEST(PrometheusEndpointTest, NeedsAnInitializedClient) {
    TelemetryFlowClient client(test_config(), {});
    EXPECT_THROW(PrometheusEndpoint(client, on_loopback()), NotInitializedError);
}

TEST(PrometheusEndpointTest, LeavesItsPortWhenItStops) {
    TestClient client;
    PrometheusEndpoint first(client.client, on_loopback());
    ASSERT_EQ(scrape(first)->status, 200);
    first.stop();
    first.stop();
    EXPECT_FALSE(scrape(first));
    PrometheusEndpointOptions options = on_loopback();
    options.port = first.port();
    const PrometheusEndpoint second(client.client, options);
    EXPECT_EQ(scrape(second)->status, 200);
}

TEST(PrometheusEndpointTest, EndsWithoutAScrape) {
    TestClient client;
    for (int i = 0; i < 20; ++i)
        const PrometheusEndpoint endpoint(client.client, on_loopback());
}

TEST(PrometheusEndpointTest, ServesTheLastValuesAfterTheClient) {
    std::optional<TestClient> client(std::in_place);
    client->client.increment_counter("c", 3);
    const PrometheusEndpoint endpoint(client->client, on_loopback());
    client.reset();
    EXPECT_NE(scrape(endpoint)->body.find("c_total"), std::string::npos);
}

TEST(PrometheusEndpointTest, IsNotHarmedByAForkedChild) {
    TestClient client;
    client->increment_counter("c", 3);
    std::optional<PrometheusEndpoint> endpoint(std::in_place, client.client, on_loopback());
    // Threads that start hold locks of AddressSanitizer, which a child would wait for.
    ASSERT_TRUE(test::wait_until_threads_sleep());
    const pid_t child = ::fork();
    if (child == 0) {
        endpoint.reset();
        const PrometheusEndpoint own(client.client, on_loopback());
        ::_exit(scrape(own) && scrape(own)->status == 200 ? 0 : 1);
    }
    int status = 1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_NE(scrape(*endpoint)->body.find("c_total"), std::string::npos) << "the child has not closed it";
}

#ifndef __SANITIZE_ADDRESS__  // which looks for leaks in the child as well
int end_of(void (*program)()) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60);
        program();
        std::exit(0);
    }
    int status = 1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

TEST(PrometheusEndpointTest, MayBeStatic) {
    EXPECT_EQ(end_of([] {
                  static TestClient client;
                  static const PrometheusEndpoint endpoint(client.client, on_loopback());
                  (void)scrape(endpoint);
              }),
              0);
    EXPECT_EQ(end_of([] {
                  static std::optional<PrometheusEndpoint> endpoint;
                  static TestClient client;  // which ends first
                  endpoint.emplace(client.client, on_loopback());
              }),
              0);
    EXPECT_EQ(end_of([] {
                  static TestClient client;
                  // Never ended: it serves until the process is gone.
                  [[maybe_unused]] static auto* const endpoint = new PrometheusEndpoint(client.client, on_loopback());
              }),
              0);
}
#endif

TEST(PrometheusEndpointTest, LeavesTheProgramItsSignals) {
    TestClient client;
    struct sigaction before {};
    struct sigaction after {};
    sigset_t mask_before;
    sigset_t mask_after;
    ::sigaction(SIGPIPE, nullptr, &before);
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask_before);
    {
        const PrometheusEndpoint endpoint(client.client, on_loopback());
        ::sigaction(SIGPIPE, nullptr, &after);
        EXPECT_EQ(after.sa_handler, before.sa_handler);
    }
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask_after);
    for (const int signal : {SIGPIPE, SIGTERM, SIGUSR1})
        EXPECT_EQ(::sigismember(&mask_after, signal), ::sigismember(&mask_before, signal));
}

TEST(PrometheusEndpointTest, TellsOnceWhatItLeavesOut) {
    TestClient client;
    client->increment_counter("a.b");
    client->gauge("a_b_total").record(1);
    const auto reports = std::make_shared<KeptReports>();
    PrometheusEndpoint endpoint(client.client, on_loopback(), reports);
    EXPECT_TRUE(endpoint.dropped().empty());
    ASSERT_TRUE(scrape(endpoint));
    ASSERT_TRUE(scrape(endpoint));
    ASSERT_EQ(endpoint.dropped().size(), 1U);
    endpoint.stop();
    EXPECT_EQ(reports->messages, endpoint.dropped());
    EXPECT_EQ(reports->messages[0],
              "The metric a_b_total is a gauge, and Prometheus's name of it, a_b_total, is that of a counter.");
}

TEST(PrometheusEndpointTest, ServesWhileThreadsRecordAndOthersScrape) {
    constexpr int kAdds = 20'000;
    TestClient client;
    const PrometheusEndpoint endpoint(client.client, on_loopback());
    std::atomic<bool> recording = true;
    std::vector<std::thread> scrapers;
    for (int i = 0; i < 2; ++i) {
        scrapers.emplace_back([&] {
            do {
                const httplib::Result answer = scrape(endpoint);
                EXPECT_TRUE(answer && answer->status == 200);
            } while (recording);
        });
    }
    std::thread recorder([&] {
        for (int i = 0; i < kAdds; ++i)
            client->increment_counter("c", 1, {{"i", i % 100}}, "{item}");
    });
    recorder.join();
    recording = false;
    for (std::thread& scraper : scrapers)
        scraper.join();
    std::int64_t sum = 0;
    const Metric exported = client.receive().metric("c");
    for (const auto& point : exported.sum().data_points())
        sum += point.as_int();
    EXPECT_EQ(sum, kAdds);
}

}  // namespace
}  // namespace telemetryflow::tests
