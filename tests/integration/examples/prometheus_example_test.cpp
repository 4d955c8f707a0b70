// examples/prometheus: what it serves, beside what it exports.

#include <csignal>
#include <string>

#include <httplib.h>
#include <unistd.h>

#include "integration/examples/example_run.hpp"
#include "support/loopback_socket.hpp"
#include "support/reserved_port.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

TEST(PrometheusExampleTest, ServesWhatItAlsoExports) {
    const testing::LocalBackend backend;
    Program::Environment environment = reporting_to(backend, "grpc");
    environment["OTEL_EXPORTER_PROMETHEUS_HOST"] = "127.0.0.1";
    environment["OTEL_EXPORTER_PROMETHEUS_PORT"] = "0";
    Program service(EXAMPLE_PROMETHEUS, {}, environment);
    const std::string start = "metrics at ";
    std::string url = service.wait_for_line(start).substr(start.size());
    ASSERT_TRUE(url.ends_with("/metrics"));
    url.resize(url.size() - std::string("/metrics").size());
    httplib::Client scraper(url);
    std::string text;
    EXPECT_TRUE(test::wait_until([&] {
        const httplib::Result answer =
            scraper.Get("/metrics", {{"Accept", "application/openmetrics-text; version=1.0.0"}});
        if (answer) text = answer->body;
        return text.find("\norders_total{") != std::string::npos;
    }));
    EXPECT_NE(text.find("# TYPE order_duration_seconds histogram\n# UNIT order_duration_seconds seconds\n"),
              std::string::npos);
    EXPECT_NE(text.find("# {span_id=\""), std::string::npos) << "exemplars";
    EXPECT_NE(text.find("\nservice_uptime_seconds{"), std::string::npos);
    service.send_signal(SIGTERM);
    ASSERT_EQ(service.wait(), 0) << service.output();
    expect_no_loss(service);
    EXPECT_FALSE(items(backend, "metrics?name=orders").empty());
}

TEST(PrometheusExampleTest, SaysThatItsPortIsTaken) {
    const test::ReservedPort port;
    const int other = test::listen_on_loopback(port.number(), 1);
    Program service(EXAMPLE_PROMETHEUS, {},
                    {{"TELEMETRYFLOW_API_KEY_ID", "tfk_test"},
                     {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_test"},
                     {"TELEMETRYFLOW_ENDPOINT", "http://127.0.0.1:1"},
                     {"OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.1"},
                     {"OTEL_EXPORTER_PROMETHEUS_PORT", std::to_string(port.number())}});
    EXPECT_EQ(service.wait(), 2);
    EXPECT_NE(service.output().find("127.0.0.1:" + std::to_string(port.number()) + ": Address already in use"),
              std::string::npos)
        << service.output();
    ::close(other);
}

}  // namespace
}  // namespace telemetryflow::tests
