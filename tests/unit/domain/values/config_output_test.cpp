// The address of queries, sizes of buffers at their edges, and a config printed for people.

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

std::vector<std::string> faults_of_query_endpoint(const std::string& endpoint) {
    auto config = test::valid_config();
    config.query_endpoint = endpoint;
    return config.validate();
}

std::string printed(const TelemetryConfig& config) {
    std::ostringstream out;
    out << config;
    return out.str();
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(QueryEndpointTest, MayBeLeftOutOrBeAnHttpAddress) {
    for (const char* endpoint : {"", "http://localhost:8080", "https://query.example", "https://query.example/api/v2",
                                 "http://[::1]:80", "HTTPS://query.example:443"}) {
        EXPECT_TRUE(faults_of_query_endpoint(endpoint).empty()) << endpoint;
    }
}

TEST(QueryEndpointTest, NeedsAScheme) {
    for (const char* endpoint : {"query.example", "query.example:8080", "localhost:1", "[::1]:80"}) {
        const auto faults = faults_of_query_endpoint(endpoint);
        ASSERT_EQ(faults.size(), 1U) << endpoint;
        EXPECT_TRUE(test::names_once(
            faults, {"query_endpoint must be http(s)://host[:port][/path]", endpoint, "TELEMETRYFLOW_QUERY_ENDPOINT"}))
            << faults[0];
    }
}

TEST(QueryEndpointTest, IsRefusedWhenItIsNoAddress) {
    for (const char* endpoint : {"ftp://query.example", "http://", "http://host:0", "http://host:65536",
                                 "http://host:port", "http://a b", "://host"}) {
        EXPECT_EQ(faults_of_query_endpoint(endpoint).size(), 1U) << endpoint;
    }
}

TEST(QueryEndpointTest, IsNotShownWhenItMayHoldASecret) {
    for (const char* endpoint : {"http://user:canary@host", "http://host/?token=canary", "http://host/#canary"}) {
        const auto faults = faults_of_query_endpoint(endpoint);
        ASSERT_EQ(faults.size(), 1U) << endpoint;
        EXPECT_FALSE(contains(faults[0], "canary")) << faults[0];
        EXPECT_TRUE(contains(faults[0], "[REDACTED]")) << faults[0];
    }
}

TEST(BufferSizesTest, AreAcceptedAtTheirEdgesAllAtOnce) {
    auto config = test::valid_config();
    config.buffer_bytes = std::size_t{1} << 20U;
    config.batch_max_bytes = std::size_t{64} << 10U;
    config.grpc_max_send_msg_size = std::size_t{64} << 10U;
    config.grpc_max_recv_msg_size = 1'024;
    config.grpc_read_buffer_size = std::size_t{16} << 10U;
    config.grpc_write_buffer_size = std::size_t{16} << 10U;
    EXPECT_TRUE(config.validate().empty());
    config.grpc_write_buffer_size = std::size_t{2} << 20U;
    config.buffer_bytes = std::size_t{1} << 30U;
    EXPECT_TRUE(config.validate().empty());
}

TEST(BufferSizesTest, AreEachNamedWhenAllAreZero) {
    auto config = test::valid_config();
    config.buffer_bytes = 0;
    config.batch_max_bytes = 0;
    config.grpc_max_recv_msg_size = 0;
    config.grpc_read_buffer_size = 0;
    config.grpc_write_buffer_size = 0;
    const auto faults = config.validate();
    EXPECT_EQ(faults.size(), 5U);
    for (const char* field : {"buffer_bytes must be", "batch_max_bytes must be", "grpc_max_recv_msg_size must be",
                              "grpc_read_buffer_size must be", "grpc_write_buffer_size must be"}) {
        EXPECT_TRUE(test::names_once(faults, {field, "got 0 bytes"})) << field;
    }
}

TEST(PrintedConfigTest, NamesWhatIdentifiesTheClient) {
    auto config = test::valid_config().with_service_version("2.1").with_environment("staging").with_http();
    const auto text = printed(config);
    for (const char* part : {"service='checkout'", "version='2.1'", "environment='staging'", "protocol=http",
                             "profile=telemetryflow", "timeout=30000ms", "compression=none"}) {
        EXPECT_TRUE(contains(text, part)) << part << " in " << text;
    }
    EXPECT_EQ(text.rfind("TelemetryConfig(", 0), 0U);
    EXPECT_EQ(text.back(), ')');
}

TEST(PrintedConfigTest, FollowsTheSettings) {
    EXPECT_TRUE(contains(printed(test::valid_config().with_metrics_only()), "signals=[metrics],"));
    EXPECT_TRUE(contains(printed(test::valid_config().with_signals(false, true, true)), "signals=[logs, traces],"));
    EXPECT_TRUE(contains(printed(test::valid_config().with_signals(false, false, false)), "signals=[],"));
    EXPECT_TRUE(contains(printed(test::valid_config().with_http().with_compression()), "compression=gzip"));
    EXPECT_TRUE(contains(printed(test::valid_config().with_insecure()), "endpoint=http://"));
}

TEST(PrintedConfigTest, StaysOnOneLineWhateverItHolds) {
    auto config = test::valid_config();
    config.service_name = "a\nb\r\x1B[0m";
    config.custom_attributes = {{"k\ney", "value-not-shown"}};
    const auto text = printed(config);
    EXPECT_FALSE(contains(text, "\n"));
    EXPECT_FALSE(contains(text, "\r"));
    EXPECT_FALSE(contains(text, "\x1B"));
    EXPECT_FALSE(contains(text, "value-not-shown"));
    EXPECT_TRUE(contains(text, R"(service='a\x0ab\x0d\x1b[0m')")) << text;
}

}  // namespace
}  // namespace telemetryflow
