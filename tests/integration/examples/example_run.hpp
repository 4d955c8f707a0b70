#pragma once

// What the tests of the examples share: the environment that sends a program's telemetry to a LocalBackend, and short
// ways to ask what arrived. Used by one test on one thread.

#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "integration/examples/program.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::tests {

using nlohmann::json;

/// Reports over gRPC or HTTP with a key that is no secret.
inline Program::Environment reporting_to(const testing::LocalBackend& backend, const std::string& protocol) {
    const std::uint16_t port = protocol == "grpc" ? backend.grpc_port() : backend.http_port();
    return {{"TELEMETRYFLOW_API_KEY_ID", "tfk_test"},
            {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_test"},
            {"TELEMETRYFLOW_PROTOCOL", protocol},
            {"TELEMETRYFLOW_ENDPOINT", "http://127.0.0.1:" + std::to_string(port)}};
}

/// All items of a list of the API.
inline json items(const testing::LocalBackend& backend, const std::string& path) {
    return backend.get_json("/api/v1/" + path + (path.find('?') == std::string::npos ? '?' : '&') + "limit=10000")
        .at("items");
}

inline std::map<std::string, json> by_id(const json& spans) {
    std::map<std::string, json> out;
    for (const json& span : spans)
        out[span.at("span_id").get<std::string>()] = span;
    return out;
}

/// What a program's last line of output, its client's status, says was lost: nothing.
inline void expect_no_loss(const Program& program) {
    const json status = json::parse(program.last_line());
    for (const auto& [signal, counts] : status.at("signals").items()) {
        EXPECT_GT(counts.at("created"), 0) << signal;
        EXPECT_EQ(counts.at("created"), counts.at("delivered")) << signal;
        EXPECT_TRUE(counts.at("dropped").empty()) << signal << ' ' << counts;
    }
}

}  // namespace telemetryflow::tests
