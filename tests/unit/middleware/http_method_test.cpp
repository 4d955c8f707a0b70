#include "middleware/http_method.hpp"

#include <gtest/gtest.h>

#include "middleware/host_port.hpp"

namespace telemetryflow::middleware {
namespace {

TEST(HttpMethodTest, IsKeptWhenHttpDefinesIt) {
    for (const char* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"}) {
        EXPECT_EQ(known_method(method), method);
        EXPECT_EQ(method_in_name(known_method(method)), method);
    }
}

TEST(HttpMethodTest, IsOneNameForAllOthers) {
    for (const char* method : {"", "get", "GETT", "BREW", "_OTHER", "PROPFIND"}) {
        EXPECT_EQ(known_method(method), "_OTHER") << method;
        EXPECT_EQ(method_in_name(known_method(method)), "HTTP") << method;
    }
}

TEST(HostPortTest, IsSplitWhateverTheHost) {
    const struct {
        const char* text;
        const char* host;
        int port;
    } cases[] = {
        {"", "", 0},
        {"example.com", "example.com", 0},
        {"example.com:8080", "example.com", 8080},
        {"example.com:", "example.com", 0},
        {"example.com:http", "example.com", 0},
        {"example.com:99999", "example.com", 0},
        {"127.0.0.1:80", "127.0.0.1", 80},
        {"[::1]:80", "::1", 80},
        {"[::1]", "::1", 0},
        {"[::1", "::1", 0},
        {"::1", "::1", 0},
        {"[", "", 0},
    };
    for (const auto& [text, host, port] : cases) {
        EXPECT_EQ(split_host_port(text).host, host) << text;
        EXPECT_EQ(split_host_port(text).port, port) << text;
    }
}

}  // namespace
}  // namespace telemetryflow::middleware
