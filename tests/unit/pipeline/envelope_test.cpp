// The envelope around the elements of a request, at every size at which a length takes a byte more.

#include "pipeline/envelope.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/otlp_requests.hpp"
#include "support/scoped_request.hpp"

namespace telemetryflow::tests {
namespace {

using pipeline::Envelope;

// With the scope that most tests have.
std::size_t overhead(const Envelope& envelope, std::size_t elements) {
    return request_overhead(envelope, scope_fields("telemetryflow", "1.2.3"), elements);
}
std::string request_of(const Envelope& envelope, std::string_view elements) {
    return tests::request_of(envelope, scope_fields("telemetryflow", "1.2.3"), elements);
}

// A span as the element of ScopeSpans.spans that is `size` bytes with its tag and length; empty when there is none.
std::string element_of(std::size_t size) {
    otlp::trace::v1::ScopeSpans scope;
    Span& span = *scope.add_spans();
    for (std::size_t framing = 4; framing <= 10 && framing <= size; ++framing) {
        span.set_name(std::string(size - framing, 'n'));
        if (scope.ByteSizeLong() == size) return scope.SerializeAsString();
    }
    return {};
}

std::string resource_of(std::string_view service) {
    Resource resource;
    auto& attribute = *resource.add_attributes();
    attribute.set_key("service.name");
    attribute.mutable_value()->set_string_value(std::string(service));
    return resource.SerializeAsString();
}

TEST(EnvelopeTest, IsWhatProtobufWritesAroundNoElements) {
    const Envelope envelope(resource_of("shop"));
    TraceRequest expected;
    auto& resource_spans = *expected.add_resource_spans();
    ASSERT_TRUE(resource_spans.mutable_resource()->ParseFromString(resource_of("shop")));
    auto& scope = *resource_spans.add_scope_spans()->mutable_scope();
    scope.set_name("telemetryflow");
    scope.set_version("1.2.3");
    EXPECT_EQ(request_of(envelope, ""), expected.SerializeAsString());
}

TEST(EnvelopeTest, KnowsItsOverheadForEverySizeUpTo20000Bytes) {
    const Envelope envelope(resource_of("shop"));
    TraceRequest request;
    auto& resource_spans = *request.add_resource_spans();
    ASSERT_TRUE(resource_spans.mutable_resource()->ParseFromString(resource_of("shop")));
    auto& scope_spans = *resource_spans.add_scope_spans();
    scope_spans.mutable_scope()->set_name("telemetryflow");
    scope_spans.mutable_scope()->set_version("1.2.3");
    const std::size_t around_scope = scope_spans.ByteSizeLong();
    // The schema URL stands for the elements: a field of its own in the same message, of any length.
    std::size_t compared = 0;
    for (std::size_t length = 0; length <= 20'000; ++length) {
        scope_spans.set_schema_url(std::string(length, 'u'));
        const std::size_t request_size = request.ByteSizeLong();
        const std::size_t elements = scope_spans.ByteSizeLong() - around_scope;
        ASSERT_EQ(elements + overhead(envelope, elements), request_size) << elements;
        ++compared;
    }
    EXPECT_EQ(compared, 20'001U);
}

TEST(EnvelopeTest, IsDecodedWithItsElementsAtEveryLengthBorder) {
    // 128 and 16384 are where a length takes a byte more: for the elements and for the two messages around them.
    const Envelope envelope(resource_of("shop"));
    std::vector<std::size_t> sizes;
    for (std::size_t size = 4; size <= 300; ++size)
        sizes.push_back(size);
    for (std::size_t size = 16'200; size <= 16'500; ++size)
        sizes.push_back(size);
    sizes.push_back(20'000);
    int decoded = 0;
    for (const std::size_t size : sizes) {
        const std::string element = element_of(size);
        if (element.empty()) continue;
        const TraceRequest request = decode_traces(request_of(envelope, element));
        ASSERT_EQ(request.resource_spans_size(), 1) << size;
        ASSERT_EQ(request.resource_spans(0).scope_spans_size(), 1) << size;
        ASSERT_EQ(request.resource_spans(0).scope_spans(0).spans_size(), 1) << size;
        ++decoded;
    }
    EXPECT_GE(decoded, 590);
}

TEST(EnvelopeTest, IsDecodedWithResourcesAtEveryLengthBorder) {
    for (const std::size_t length :
         {0U, 1U, 90U, 100U, 105U, 106U, 110U, 127U, 128U, 129U, 16'300U, 16'383U, 16'384U}) {
        const std::string service(length, 's');
        const Envelope envelope(resource_of(service));
        const TraceRequest request = decode_traces(request_of(envelope, element_of(20)));
        ASSERT_EQ(request.resource_spans_size(), 1) << length;
        EXPECT_EQ(attributes_of(request.resource_spans(0).resource()).at("service.name"), service);
        EXPECT_EQ(request.resource_spans(0).scope_spans(0).spans_size(), 1) << length;
    }
}

TEST(EnvelopeTest, NestsAlikeInAllThreeSignals) {
    const std::string body = tests::request_of(Envelope(resource_of("shop")), scope_fields("scope", "7"), "");
    const auto traces = decode_traces(body).resource_spans(0);
    const auto logs = decode_logs(body).resource_logs(0);
    const auto metrics = decode_metrics(body).resource_metrics(0);
    EXPECT_EQ(attributes_of(traces.resource()).at("service.name"), "shop");
    EXPECT_EQ(attributes_of(logs.resource()).at("service.name"), "shop");
    EXPECT_EQ(attributes_of(metrics.resource()).at("service.name"), "shop");
    for (const auto& scope :
         {traces.scope_spans(0).scope(), logs.scope_logs(0).scope(), metrics.scope_metrics(0).scope()}) {
        EXPECT_EQ(scope.name(), "scope");
        EXPECT_EQ(scope.version(), "7");
    }
}

TEST(EnvelopeTest, MayBeCopied) {
    const auto original = std::make_unique<Envelope>(resource_of("shop"));
    const std::string expected = request_of(*original, element_of(50));
    const Envelope copy = *original;
    EXPECT_EQ(request_of(copy, element_of(50)), expected);
}

TEST(EnvelopeTest, HasRoomForAsManyElementsAsFit) {
    const Envelope envelope(resource_of("shop"));
    // Every size around which a length takes one byte more.
    for (const std::size_t around : {128U, 16'384U, 2'097'152U}) {
        for (std::size_t request = around - 100; request < around + 100; ++request) {
            const std::size_t room = envelope.room_in(request);
            EXPECT_GT(room + 1 + envelope.overhead(room + 1), request) << request;
            if (room != 0) {
                EXPECT_LE(room + envelope.overhead(room), request) << request;
            }
            EXPECT_LE(envelope.overhead(room), envelope.largest_overhead());
        }
    }
    EXPECT_EQ(envelope.room_in(0), 0U);
}

}  // namespace
}  // namespace telemetryflow::tests
