#pragma once

// Threads that log within spans of their own, through whichever library: every record has to belong to the span of the
// thread that logged it.

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {

/// `log(text)` logs a message through the library, whose sink records with `client`.
template <class Log>
void expect_records_of_their_threads_spans(TestClient& client, Log log) {
    constexpr int kThreads = 4;
    constexpr int kRecords = 50;
    log("none");
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, name = "span " + std::to_string(thread)] {
            const auto span = client->span(name);
            for (int i = 0; i < kRecords; ++i)
                log(name);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), std::size_t{kThreads * kRecords + 1});
    for (const LogRecord& record : received.logs) {
        const std::string& body = record.body().string_value();
        EXPECT_EQ(record.span_id(), body == "none" ? "" : received.span(body).span_id());
    }
}

}  // namespace telemetryflow::tests
