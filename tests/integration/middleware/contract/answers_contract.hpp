#pragma once

// The contract of every adapter, part 1: what a request leaves, by its answer. See contract_fixture.hpp.

#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

template <class App>
class AnswersContract : public MiddlewareContract<App> {};

TYPED_TEST_SUITE_P(AnswersContract);

TYPED_TEST_P(AnswersContract, ARequestIsASpanWithChildrenLogsAndMetrics) {
    EXPECT_EQ(this->exchange("GET", "/ok/7?full=1&token=secret").status, 200);
    const Received received = this->receive(1);
    const Span span = this->server(received);
    EXPECT_EQ(span.name(), "GET /ok/{id}");
    EXPECT_EQ(span.parent_span_id(), "");
    EXPECT_EQ(span.status().code(), TestFixture::StatusCode::STATUS_CODE_UNSET);
    this->expect_attributes(span, {{"http.request.method", "GET"},
                                   {"http.route", "/ok/{id}"},
                                   {"http.response.status_code", "200"},
                                   {"url.path", "/ok/7"},
                                   {"url.query", "full=1&token=REDACTED"},
                                   {"url.scheme", "http"},
                                   {"server.address", "127.0.0.1"},
                                   {"client.address", "127.0.0.1"},
                                   {"network.peer.address", "127.0.0.1"},
                                   {"network.protocol.version", "1.1"},
                                   {"user_agent.original", "contract/1"}});
    EXPECT_EQ(attributes_of(span).count("error.type"), 0U);
    EXPECT_EQ(received.span("work").parent_span_id(), span.span_id());
    EXPECT_EQ(received.log("handled").span_id(), received.span("work").span_id());
    const AttributeTexts family{{"method", "GET"}, {"path", "/ok/{id}"}, {"status_code", "200"}};
    EXPECT_EQ(counts_of(received, "http.requests.total"), (std::map<AttributeTexts, std::int64_t>{{family, 1}}));
    EXPECT_EQ(counts_of(received, "http.request.duration"), (std::map<AttributeTexts, std::int64_t>{{family, 1}}));
    EXPECT_TRUE(counts_of(received, "http.errors.total").empty());
    EXPECT_EQ(counts_of(received, "http.server.request.duration"),
              (std::map<AttributeTexts, std::int64_t>{{{{"http.request.method", "GET"},
                                                        {"http.route", "/ok/{id}"},
                                                        {"http.response.status_code", "200"},
                                                        {"network.protocol.version", "1.1"},
                                                        {"url.scheme", "http"}},
                                                       1}}));
}

TYPED_TEST_P(AnswersContract, AnUnmatchedPathNamesNothing) {
    EXPECT_EQ(this->exchange("GET", "/no/such/path/4711").status, 404);
    if (!TestFixture::kTraits.sees_unmatched) return;
    const Received received = this->receive(1);
    const Span span = this->server(received);
    EXPECT_EQ(span.name(), "GET");
    EXPECT_EQ(span.status().code(), TestFixture::StatusCode::STATUS_CODE_UNSET);
    this->expect_attributes(span, {{"http.response.status_code", "404"}, {"url.path", "/no/such/path/4711"}});
    EXPECT_EQ(attributes_of(span).count("http.route"), 0U);
    for (const Metric& metric : received.metrics) {
        EXPECT_EQ(metric.DebugString().find("such/path"), std::string::npos) << metric.name();
    }
}

TYPED_TEST_P(AnswersContract, TheClientsMistakesAreNoErrorsAndTheServersAre) {
    EXPECT_EQ(this->exchange("GET", "/bad").status, 400);
    EXPECT_EQ(this->exchange("GET", "/missing/4711").status, 404);
    EXPECT_EQ(this->exchange("GET", "/failing").status, 503);
    EXPECT_EQ(this->exchange("POST", "/items").status, 201);
    const Received received = this->receive(4);
    for (const auto& [name, status] : {std::pair("GET /bad", "400"), std::pair("GET /missing/{id}", "404"),
                                       std::pair("GET /failing", "503"), std::pair("POST /items", "201")}) {
        const Span& span = received.span(name);
        const bool failed = status == std::string("503");
        EXPECT_EQ(span.status().code(),
                  failed ? TestFixture::StatusCode::STATUS_CODE_ERROR : TestFixture::StatusCode::STATUS_CODE_UNSET)
            << name;
        this->expect_attributes(span, {{"http.response.status_code", status}});
        EXPECT_EQ(attributes_of(span).count("error.type"), failed ? 1U : 0U) << name;
    }
    EXPECT_EQ(counts_of(received, "http.errors.total").size(), 3U) << "the family counts 4xx too";
}

TYPED_TEST_P(AnswersContract, WhatAHandlerThrowsIsRecordedAndHandedOn) {
    EXPECT_EQ(this->exchange("GET", "/throws").status, 500);
    EXPECT_EQ(this->exchange("GET", "/throws-unknown").status, 500);
    EXPECT_EQ(this->exchange("GET", "/ok/7").status, 200) << "the server goes on";
    const Received received = this->receive(3);
    for (const auto& [name, type, message] :
         {std::tuple("GET /throws", "std::out_of_range", "out of cheese"),
          std::tuple("GET /throws-unknown", "unknown", "an exception that is not a std::exception")}) {
        const Span& span = received.span(name);
        EXPECT_EQ(span.status().code(), TestFixture::StatusCode::STATUS_CODE_ERROR) << name;
        this->expect_attributes(span, {{"http.response.status_code", "500"}});
        if (!TestFixture::kTraits.records_exceptions) continue;
        this->expect_attributes(span, {{"error.type", type}});
        ASSERT_EQ(span.events_size(), 1) << name;
        EXPECT_EQ(attributes_of(span.events(0)),
                  (AttributeTexts{{"exception.type", type}, {"exception.message", message}}));
    }
    EXPECT_EQ(received.span("GET /ok/{id}").status().code(), TestFixture::StatusCode::STATUS_CODE_UNSET);
}

TYPED_TEST_P(AnswersContract, ASlowRequestTakesItsTime) {
    EXPECT_EQ(this->exchange("GET", "/slow").status, 200);
    const Received received = this->receive(1);
    constexpr double kSlept = 0.03;
    for (const char* name : {"http.server.request.duration", "http.request.duration"})
        EXPECT_GE(received.metric(name).histogram().data_points(0).sum(), kSlept) << name;
    const Span span = this->server(received);
    EXPECT_GE(span.end_time_unix_nano() - span.start_time_unix_nano(), 30'000'000U);
}

TYPED_TEST_P(AnswersContract, AStreamedAnswerBelongsToItsRequestToTheEnd) {
    const HttpAnswer answer = this->exchange("GET", "/stream");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.size(), 3000U);
    const Received received = this->receive(1);
    const Span span = this->server(received);
    EXPECT_EQ(span.name(), "GET /stream");
    EXPECT_EQ(span.status().code(), TestFixture::StatusCode::STATUS_CODE_UNSET);
    ASSERT_GE(received.logs.size(), 3U);
    for (const LogRecord& log : received.logs) {
        if (!TestFixture::kTraits.is_current_while_streaming) break;
        EXPECT_EQ(log.span_id(), span.span_id());
        EXPECT_LE(log.time_unix_nano(), span.end_time_unix_nano());
    }
}

TYPED_TEST_P(AnswersContract, HeadAndOptionsAreRequestsLikeOthers) {
    EXPECT_EQ(this->exchange("HEAD", "/ok/7").status, 200);
    EXPECT_EQ(this->exchange("OPTIONS", "/ok/7").status, 204);
    const Received received = this->receive(TestFixture::kTraits.sees_options ? 2 : 1);
    this->expect_attributes(received.span("HEAD /ok/{id}"), {{"http.response.status_code", "200"}});
    if (!TestFixture::kTraits.sees_options) return;
    this->expect_attributes(received.span("OPTIONS /ok/{id}"), {{"http.response.status_code", "204"}});
}

TYPED_TEST_P(AnswersContract, AnExcludedPathLeavesNothing) {
    EXPECT_EQ(this->exchange("GET", kExcludedPath).status, 200);
    EXPECT_EQ(this->exchange("GET", "/ok/7").status, 200);
    const Received received = this->receive(1);
    EXPECT_EQ(this->server(received).name(), "GET /ok/{id}");
    int of_handler = 0;
    for (const Span& span : received.spans)
        of_handler += span.name() == "work" && span.parent_span_id().empty() ? 1 : 0;
    EXPECT_EQ(of_handler, 1) << "the excluded handler's own span is a root";
}

TYPED_TEST_P(AnswersContract, OlderNamesAndHeadersComeWhenAskedFor) {
    MiddlewareOptions options;
    options.semantic_conventions = SemanticConventions::Both;
    options.captured_request_headers = {"X-Tenant"};
    this->serve(options);
    EXPECT_EQ(this->exchange("GET", "/ok/7?a=1", {{"x-tenant", "7"}, {"Authorization", "secret"}}).status, 200);
    const Received received = this->receive(1);
    const Span span = this->server(received);
    this->expect_attributes(span, {{"http.method", "GET"},
                                   {"http.status_code", "200"},
                                   {"http.target", "/ok/7?a=1"},
                                   {"http.scheme", "http"},
                                   {"http.request.header.x-tenant", "[7]"}});
    EXPECT_EQ(span.DebugString().find("secret"), std::string::npos);
}

TYPED_TEST_P(AnswersContract, NoAnswerIsChanged) {
    TypeParam bare(this->client.client, {}, false);
    for (const auto& [method, target] :
         {std::pair("GET", "/ok/7"), std::pair("HEAD", "/ok/7"), std::pair("OPTIONS", "/ok/7"),
          std::pair("POST", "/items"), std::pair("GET", "/missing/1"), std::pair("GET", "/bad"),
          std::pair("GET", "/failing"), std::pair("GET", "/throws"), std::pair("GET", "/throws-unknown"),
          std::pair("GET", "/stream"), std::pair("GET", "/no/such"), std::pair("GET", kExcludedPath)}) {
        const HttpAnswer answer = this->exchange(method, target);
        const HttpAnswer expected = HttpConnection(bare.port()).exchange(method, target);
        EXPECT_EQ(answer.status, expected.status) << method << target;
        EXPECT_EQ(answer.body, expected.body) << method << target;
        const auto without_date = [](HeaderList headers) {
            std::erase_if(headers, [](const auto& header) { return header.first == "Date"; });
            return headers;
        };
        EXPECT_EQ(without_date(answer.headers), without_date(expected.headers)) << method << target;
    }
}

REGISTER_TYPED_TEST_SUITE_P(AnswersContract, ARequestIsASpanWithChildrenLogsAndMetrics, AnUnmatchedPathNamesNothing,
                            TheClientsMistakesAreNoErrorsAndTheServersAre, WhatAHandlerThrowsIsRecordedAndHandedOn,
                            ASlowRequestTakesItsTime, AStreamedAnswerBelongsToItsRequestToTheEnd,
                            HeadAndOptionsAreRequestsLikeOthers, AnExcludedPathLeavesNothing,
                            OlderNamesAndHeadersComeWhenAskedFor, NoAnswerIsChanged);

}  // namespace telemetryflow::tests
