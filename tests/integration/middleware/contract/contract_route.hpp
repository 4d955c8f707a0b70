#pragma once

// The application that every adapter serves in the contract suite, told without a framework: what a route answers.

#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "telemetryflow/client.hpp"

namespace telemetryflow::tests {

struct ContractAnswer {
    int status = 200;
    std::string body = "ok\n";
    /// Set for a streamed answer, instead of the body: makes the next chunk, or returns false after the last.
    std::function<bool(std::string& chunk)> next_chunk{};
};

struct ContractRoute {
    std::string method;
    /// With parameters as {name}, which stand for one segment.
    std::string pattern;
    std::function<ContractAnswer()> handle;
};

/// A path that the suite excludes.
inline constexpr const char* kExcludedPath = "/health";

inline std::vector<ContractRoute> contract_routes(TelemetryFlowClient& client) {
    const auto fixed = [](int status) { return [status] { return ContractAnswer{.status = status}; }; };
    const auto work = [&client]() -> ContractAnswer {
        const auto span = client.span("work");
        client.log_info("handled", {{"tenant", client.current_baggage().get("tenant").value_or("none")}});
        return {};
    };
    const auto stream = [&client](int chunks) {
        return [&client, chunks] {
            return ContractAnswer{.next_chunk = [&client, left = chunks](std::string& chunk) mutable {
                chunk = std::string(1000, 'x');
                client.log_info("chunk");
                return left < 0 || left-- > 0;
            }};
        };
    };
    return {
        {"GET", "/ok/{id}", work},
        {"OPTIONS", "/ok/{id}", fixed(204)},
        {"POST", "/items", fixed(201)},
        {"GET", "/missing/{id}", fixed(404)},
        {"GET", "/bad", fixed(400)},
        {"GET", "/failing", fixed(503)},
        {"GET", "/throws", []() -> ContractAnswer { throw std::out_of_range("out of cheese"); }},
        {"GET", "/throws-unknown", []() -> ContractAnswer { throw 7; }},
        {"GET", "/slow",
         []() -> ContractAnswer {
             std::this_thread::sleep_for(std::chrono::milliseconds(30));
             return {};
         }},
        {"GET", "/stream", stream(3)},
        {"GET", "/endless", stream(-1)},
        {"GET", kExcludedPath, work},
    };
}

}  // namespace telemetryflow::tests
