// Addresses and metadata as gRPC writes them.

#include <gtest/gtest.h>

#include "telemetryflow/middleware/grpc_address.hpp"
#include "telemetryflow/middleware/grpc_metadata.hpp"

namespace telemetryflow::tests {
namespace {

TEST(GrpcAddressTest, ReadsTargetsAndPeers) {
    const struct {
        const char* text;
        const char* host;
        int port;
    } cases[] = {
        {"localhost:50051", "localhost", 50051},
        {"orders.internal", "orders.internal", 0},
        {"dns:///orders.internal:443", "orders.internal", 443},
        {"dns://8.8.8.8/orders.internal:443", "orders.internal", 443},
        {"ipv4:127.0.0.1:40000", "127.0.0.1", 40000},
        {"ipv4:10.0.0.1:1,10.0.0.2:2", "10.0.0.1", 1},
        {"ipv6:[::1]:40000", "::1", 40000},
        {"ipv6:%5B2001:db8::1%5D:40000", "2001:db8::1", 40000},
        {"[::1]:50051", "::1", 50051},
        {"unix:/run/orders.sock", "/run/orders.sock", 0},
        {"unix:", "", 0},
        {"dns://", "", 0},
        {"", "", 0},
        {"host:nonsense", "host", 0},
    };
    for (const auto& [text, host, port] : cases) {
        const GrpcAddress address(text);
        EXPECT_EQ(address.host(), host) << text;
        EXPECT_EQ(address.port(), port) << text;
    }
}

TEST(GrpcMetadataTest, WhatGrpcWouldRefuseIsLeftOut) {
    GrpcSentMetadata::Map metadata{{"traceparent", "old"}, {"own", "1"}};
    const GrpcSentMetadata carrier(metadata);
    carrier.set("TraceParent", "new");
    carrier.set("X-Own_2.0", "a b~");
    carrier.set("not a key", "1");
    carrier.set("", "1");
    carrier.set("bell", "\a");
    carrier.set("umlaut", "\xC3\xBC");
    EXPECT_EQ(metadata, (GrpcSentMetadata::Map{{"traceparent", "new"}, {"own", "1"}, {"x-own_2.0", "a b~"}}));
}

TEST(GrpcMetadataTest, GivesEveryValue) {
    const GrpcReceivedMetadata::Map metadata{{"baggage", "a=1"}, {"baggage", "b=2"}, {"other", "x"}};
    std::vector<std::string> values;
    GrpcReceivedMetadata(metadata).get_all("baggage", [&](std::string_view value) { values.emplace_back(value); });
    EXPECT_EQ(values, (std::vector<std::string>{"a=1", "b=2"}));
}

}  // namespace
}  // namespace telemetryflow::tests
