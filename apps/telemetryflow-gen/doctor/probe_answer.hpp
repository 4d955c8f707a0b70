#pragma once

// What came of asking the backend something. A value.

#include <chrono>
#include <optional>
#include <string>

#include <curl/curl.h>

namespace telemetryflow::gen {

struct ProbeAnswer {
    CURLcode code = CURLE_OK;
    std::string error{};  // libcurl's words when `code` is another
    long http_status = 0;
    std::optional<int> grpc_status{};
    std::string grpc_message{};
    std::optional<std::chrono::seconds> server_ahead{};  // of this host's clock, as the Date header tells

    [[nodiscard]] bool arrived() const { return code == CURLE_OK; }
    [[nodiscard]] bool accepted() const { return arrived() && http_status == 200 && grpc_status.value_or(0) == 0; }
    [[nodiscard]] bool refuses_key() const {
        return http_status == 401 || http_status == 403 || grpc_status == 16 || grpc_status == 7;
    }
    /// "HTTP 401", "gRPC status 16 (unauthenticated)", or why there was no answer.
    [[nodiscard]] std::string in_words() const {
        if (!arrived()) return error;
        if (!grpc_status) return "HTTP " + std::to_string(http_status);
        const std::string number = "gRPC status " + std::to_string(*grpc_status);
        return grpc_message.empty() ? number : number + " (" + grpc_message + ")";
    }
};

}  // namespace telemetryflow::gen
