#pragma once

// The contract of every adapter, part 2: what a caller's headers bring. See contract_fixture.hpp.

#include <set>

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

template <class App>
class CallersContract : public MiddlewareContract<App> {
protected:
    static std::string bytes_of(std::string_view hex) {
        std::string bytes;
        for (std::size_t i = 0; i < hex.size(); i += 2)
            bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
        return bytes;
    }

    const std::string trace_id = "0af7651916cd43dd8448eb211c80319c";
    const std::string caller = "b7ad6b7169203331";
    const std::string traceparent = "00-" + trace_id + "-" + caller + "-01";
};

TYPED_TEST_SUITE_P(CallersContract);

TYPED_TEST_P(CallersContract, ASampledCallersTraceGoesOn) {
    this->exchange("GET", "/ok/7",
                   {{"traceparent", this->traceparent}, {"TraceState", "rojo=1"}, {"tracestate", "congo=2"}});
    const Received received = this->receive(1);
    const Span span = this->server(received);
    EXPECT_EQ(span.trace_id(), this->bytes_of(this->trace_id));
    EXPECT_EQ(span.parent_span_id(), this->bytes_of(this->caller));
    EXPECT_EQ(span.flags(), 0x301U) << "sampled, the parent is remote";
    if (TestFixture::kTraits.keeps_header_order) {
        EXPECT_EQ(span.trace_state(), "rojo=1,congo=2");
    }
    EXPECT_EQ(received.span("work").trace_id(), span.trace_id());
    EXPECT_EQ(received.span("work").trace_state(), span.trace_state());
    EXPECT_EQ(received.log("handled").trace_id(), span.trace_id());
}

TYPED_TEST_P(CallersContract, AnUnsampledCallersDecisionHolds) {
    this->exchange("GET", "/ok/7", {{"traceparent", this->traceparent.substr(0, 53) + "00"}});
    const Received received = this->receive(1);
    EXPECT_TRUE(received.spans.empty());
    EXPECT_EQ(received.log("handled").trace_id(), this->bytes_of(this->trace_id)) << "logs still name the trace";
    EXPECT_EQ(counts_of(received, "http.server.request.duration").size(), 1U) << "metrics know no sampling";
}

TYPED_TEST_P(CallersContract, AMalformedTraceparentBeginsANewTrace) {
    std::vector<HeaderList> malformed{
        {{"traceparent", "nonsense"}, {"tracestate", "rojo=1"}},
        {{"traceparent", this->traceparent + "-more"}, {"tracestate", "rojo=1"}},
        {{"traceparent", "ff" + this->traceparent.substr(2)}, {"tracestate", "rojo=1"}},
        {{"tracestate", "rojo=1"}},
    };
    if (TestFixture::kTraits.keeps_repeated_headers)
        malformed.push_back({{"traceparent", this->traceparent}, {"traceparent", this->traceparent}});
    for (const HeaderList& headers : malformed)
        EXPECT_EQ(this->exchange("GET", "/ok/7", headers).status, 200);
    const Received received = this->receive(static_cast<std::int64_t>(malformed.size()));
    const std::vector<Span> spans = this->servers(received);
    EXPECT_EQ(spans.size(), malformed.size());
    for (const Span& span : spans) {
        EXPECT_EQ(span.parent_span_id(), "");
        EXPECT_NE(span.trace_id(), this->bytes_of(this->trace_id));
        EXPECT_EQ(span.trace_state(), "");
    }
}

TYPED_TEST_P(CallersContract, BaggageReachesTheHandler) {
    HttpConnection connection = this->connect();
    connection.exchange("GET", "/ok/7", {{"baggage", "tenant=J%C3%BCrgen;ttl=1"}, {"Baggage", "b=2"}});
    connection.exchange("GET", "/ok/7");
    std::multiset<std::string> tenants;
    for (const LogRecord& log : this->receive(2).logs)
        tenants.insert(attributes_of(log).at("tenant"));
    EXPECT_EQ(tenants, (std::multiset<std::string>{"J\xC3\xBCrgen", "none"})) << "it goes with its request";
}

TYPED_TEST_P(CallersContract, OversizedBaggageHarmsNothing) {
    HeaderList headers{{"baggage", "tenant=7"}};
    for (int i = 0; i < 8; ++i)
        headers.emplace_back("baggage", "key" + std::to_string(i) + "=" + std::string(2000, 'x'));
    headers.emplace_back("baggage", "malformed");
    EXPECT_EQ(this->exchange("GET", "/ok/7", headers).status, 200);
    const Received received = this->receive(1);
    EXPECT_EQ(attributes_of(received.log("handled")).at("tenant"), "7");
    EXPECT_EQ(this->server(received).name(), "GET /ok/{id}");
}

REGISTER_TYPED_TEST_SUITE_P(CallersContract, ASampledCallersTraceGoesOn, AnUnsampledCallersDecisionHolds,
                            AMalformedTraceparentBeginsANewTrace, BaggageReachesTheHandler,
                            OversizedBaggageHarmsNothing);

}  // namespace telemetryflow::tests
