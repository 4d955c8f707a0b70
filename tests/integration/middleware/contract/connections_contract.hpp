#pragma once

// The contract of every adapter, part 3: requests on one connection, on many, and on broken ones. See
// contract_fixture.hpp.

#include <set>
#include <thread>
#include <vector>

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

template <class App>
class ConnectionsContract : public MiddlewareContract<App> {};

TYPED_TEST_SUITE_P(ConnectionsContract);

TYPED_TEST_P(ConnectionsContract, RequestsOnOneConnectionHaveTracesOfTheirOwn) {
    HttpConnection connection = this->connect();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(connection.exchange("GET", "/ok/7").status, 200) << i;
    const Received received = this->receive(3);
    const std::vector<Span> spans = this->servers(received);
    std::set<std::string> traces;
    for (const Span& span : spans) {
        EXPECT_EQ(span.parent_span_id(), "");
        traces.insert(span.trace_id());
    }
    EXPECT_EQ(traces.size(), 3U);
}

TYPED_TEST_P(ConnectionsContract, PipelinedRequestsAreToldApart) {
    HttpConnection connection = this->connect();
    connection.send(connection.request("GET", "/ok/7") + connection.request("GET", "/missing/7") +
                    connection.request("GET", "/failing"));
    std::set<std::string> expected{"GET /ok/{id} 200"};
    EXPECT_EQ(connection.receive().status, 200);
    if (TestFixture::kTraits.answers_pipelined) {
        EXPECT_EQ(connection.receive().status, 404);
        EXPECT_EQ(connection.receive().status, 503);
        expected.insert({"GET /missing/{id} 404", "GET /failing 503"});
    }
    const Received received = this->receive(static_cast<std::int64_t>(expected.size()));
    std::set<std::string> names;
    for (const Span& span : this->servers(received))
        names.insert(span.name() + " " + attributes_of(span).at("http.response.status_code"));
    EXPECT_EQ(names, expected);
}

TYPED_TEST_P(ConnectionsContract, AHundredClientsAtOnceAreToldApart) {
    constexpr int kClients = 100;
    const auto trace_of = [](int number) {
        std::string trace(32, 'a');
        trace.replace(0, 2, std::to_string(10 + number % 90)).replace(2, 1, std::to_string(number / 90));
        return trace;
    };
    // Connected one after the other, since a server accepts few that wait at once.
    std::vector<std::thread> threads;
    for (int number = 0; number < kClients; ++number) {
        threads.emplace_back([connection = std::make_unique<HttpConnection>(this->port()), trace = trace_of(number)] {
            const HeaderList headers{{"traceparent", "00-" + trace + "-b7ad6b7169203331-01"},
                                     {"baggage", "tenant=" + trace}};
            EXPECT_EQ(connection->exchange("GET", "/ok/7", headers).status, 200);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const Received received = this->receive(kClients);
    std::map<std::string, std::string> server_of_trace;
    for (const Span& span : this->servers(received))
        server_of_trace[span.trace_id()] = span.span_id();
    EXPECT_EQ(server_of_trace.size(), static_cast<std::size_t>(kClients));
    for (const Span& span : received.spans) {
        if (span.name() != "work") continue;
        EXPECT_EQ(span.parent_span_id(), server_of_trace[span.trace_id()]);
    }
    for (const LogRecord& log : received.logs) {
        const auto trace = TraceId::from_hex(attributes_of(log).at("tenant"));
        ASSERT_TRUE(trace);
        EXPECT_EQ(log.trace_id(), std::string(trace->bytes.begin(), trace->bytes.end()))
            << "baggage of another request";
    }
}

TYPED_TEST_P(ConnectionsContract, AStreamThatTheClientLeavesWasAborted) {
    HttpConnection connection = this->connect();
    connection.send(connection.request("GET", "/endless"));
    EXPECT_EQ(connection.read_bytes(5000).size(), 5000U);
    connection.reset();
    const Received received = this->receive(1);
    const Span span = this->server(received);
    EXPECT_EQ(span.name(), "GET /endless");
    if (!TestFixture::kTraits.sees_aborted_streams) return;
    EXPECT_EQ(span.status().code(), TestFixture::StatusCode::STATUS_CODE_ERROR);
    this->expect_attributes(span, {{"error.type", "aborted"}, {"http.response.status_code", "200"}});
    EXPECT_EQ(counts_of(received, "http.errors.total"),
              (std::map<AttributeTexts, std::int64_t>{
                  {{{"method", "GET"}, {"path", "/endless"}, {"status_code", "200"}}, 1}}));
}

TYPED_TEST_P(ConnectionsContract, AClientThatDoesNotWaitIsAccounted) {
    HttpConnection connection = this->connect();
    connection.send(connection.request("GET", "/slow"));
    // The request has begun before its client goes.
    EXPECT_TRUE(test::wait_until([&] {
        const auto active = counts_of(this->client.receive(), "http.server.active_requests");
        return !active.empty();
    }));
    connection.reset();
    const Received received = this->receive(1);
    EXPECT_EQ(this->server(received).name(), "GET /slow");
}

TYPED_TEST_P(ConnectionsContract, HalfARequestIsNone) {
    {
        HttpConnection connection = this->connect();
        connection.send("GET /ok/7 HTTP/1.1\r\nHost: x\r\n");
    }
    EXPECT_EQ(this->exchange("GET", "/missing/7").status, 404);
    const std::size_t expected = TestFixture::kTraits.refuses_half_requests ? 1 : 2;
    const Received received = this->receive(static_cast<std::int64_t>(expected));
    EXPECT_EQ(this->servers(received).size(), expected);
    EXPECT_EQ(received.span("GET /missing/{id}").status().code(), TestFixture::StatusCode::STATUS_CODE_UNSET);
}

REGISTER_TYPED_TEST_SUITE_P(ConnectionsContract, RequestsOnOneConnectionHaveTracesOfTheirOwn,
                            PipelinedRequestsAreToldApart, AHundredClientsAtOnceAreToldApart,
                            AStreamThatTheClientLeavesWasAborted, AClientThatDoesNotWaitIsAccounted,
                            HalfARequestIsNone);

}  // namespace telemetryflow::tests
