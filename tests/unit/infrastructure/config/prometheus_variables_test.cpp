#include <map>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/prometheus_environment.hpp"

namespace telemetryflow {
namespace {

PrometheusEndpointOptions read(const std::map<std::string, std::string>& variables,
                               const PrometheusEndpointOptions& options = {}) {
    const Environment environment = [&](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    return prometheus_options_from_environment(environment, options);
}

TEST(PrometheusVariablesTest, SetHostAndPort) {
    const PrometheusEndpointOptions options =
        read({{"OTEL_EXPORTER_PROMETHEUS_HOST", "0.0.0.0"}, {"OTEL_EXPORTER_PROMETHEUS_PORT", " 8000 "}});
    EXPECT_EQ(options.host, "0.0.0.0");
    EXPECT_EQ(options.port, 8000);
    EXPECT_EQ(options.path, "/metrics");
}

TEST(PrometheusVariablesTest, ChangeNothingWhereTheyAreAbsentOrEmpty) {
    EXPECT_EQ(read({}).host, "localhost");
    EXPECT_EQ(read({}).port, 9464);
    const PrometheusEndpointOptions options =
        read({{"OTEL_EXPORTER_PROMETHEUS_HOST", ""}, {"OTEL_EXPORTER_PROMETHEUS_PORT", ""}},
             {.host = "127.0.0.1", .port = 1234});
    EXPECT_EQ(options.host, "127.0.0.1");
    EXPECT_EQ(options.port, 1234);
}

TEST(PrometheusVariablesTest, RefuseAPortThatIsNone) {
    for (const char* port : {"port", "-1", "65536", "9464x", "94 64", "1.5"}) {
        try {
            (void)read({{"OTEL_EXPORTER_PROMETHEUS_PORT", port}});
            FAIL() << port;
        } catch (const ConfigError& error) {
            EXPECT_NE(std::string(error.what()).find("OTEL_EXPORTER_PROMETHEUS_PORT"), std::string::npos);
            EXPECT_NE(std::string(error.what()).find(port), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace telemetryflow
