#pragma once

// What the contract suites share: an application of the adapter under test, the client behind it, and what arrived.
//
// An adapter joins with a type `App`:
//   App(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
//       serves contract_routes(client) on a port of 127.0.0.1; without its middleware when not instrumented
//   ~App()                                   stops and waits for its threads
//   std::uint16_t port() const
//   static constexpr ContractTraits kTraits  what the framework cannot show
// and the lines
//   INSTANTIATE_TYPED_TEST_SUITE_P(Name, AnswersContract, App);
//   INSTANTIATE_TYPED_TEST_SUITE_P(Name, CallersContract, App);
//   INSTANTIATE_TYPED_TEST_SUITE_P(Name, ConnectionsContract, App);

#include <algorithm>
#include <memory>
#include <optional>

#include "telemetryflow/middleware/middleware_options.hpp"

#include "integration/client/test_client.hpp"
#include "integration/middleware/contract/contract_route.hpp"
#include "integration/middleware/contract/http_exchange.hpp"
#include "integration/middleware/metric_point.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {

struct ContractTraits {
    /// The type and the message of what a handler throws reach the adapter.
    bool records_exceptions = true;
    /// The request is still current when a streamed answer is made.
    bool is_current_while_streaming = true;
    /// The adapter learns that the client left before the end of a streamed answer.
    bool sees_aborted_streams = true;
    /// Requests that no route matches reach the adapter.
    bool sees_unmatched = true;
    /// OPTIONS reaches the adapter; else the framework answers it by itself.
    bool sees_options = true;
    /// A header that comes several times reaches the adapter with all its values, and in its order.
    bool keeps_repeated_headers = true;
    bool keeps_header_order = true;
    /// The framework answers requests that come in one packet; else the first of them.
    bool answers_pipelined = true;
    /// The framework refuses a request that breaks off within its headers; else it handles it as it is.
    bool refuses_half_requests = true;
};

template <class App>
class MiddlewareContract : public ::testing::Test {
protected:
    using StatusCode = otlp::trace::v1::Status;
    static constexpr ContractTraits kTraits = App::kTraits;

    MiddlewareContract() { serve({}); }

    /// Starts the application anew.
    void serve(MiddlewareOptions options) {
        options.excluded_paths = {kExcludedPath};
        app_.reset();
        app_ = std::make_unique<App>(client.client, options, true);
    }

    std::uint16_t port() const { return app_->port(); }
    HttpConnection connect() const { return HttpConnection(port()); }
    HttpAnswer exchange(std::string_view method, std::string_view target, const HeaderList& headers = {}) const {
        HttpConnection connection(port());
        return connection.exchange(method, target, headers);
    }

    /// What arrived once `count` requests have ended; an answer may be read before its request has.
    Received receive(std::int64_t count) {
        std::optional<Received> received;
        const auto ended = [&] {
            std::int64_t sum = 0;
            for (const auto& [attributes, value] : counts_of(*received, "http.requests.total"))
                sum += value;
            return sum >= count;
        };
        EXPECT_TRUE(test::wait_until([&] {
            received.emplace(client.receive());
            return ended();
        })) << "not all of "
            << count << " requests ended";
        // A flush takes spans before it collects metrics: the span of a request that it counted may have ended between.
        received.emplace(client.receive());
        for (const auto& [attributes, value] : counts_of(*received, "http.server.active_requests"))
            EXPECT_EQ(value, 0) << "requests that are active for ever";
        return std::move(*received);
    }

    static std::vector<Span> servers(const Received& received) {
        std::vector<Span> found;
        std::copy_if(received.spans.begin(), received.spans.end(), std::back_inserter(found),
                     [](const Span& span) { return span.kind() == Span::SPAN_KIND_SERVER; });
        return found;
    }
    /// The only server span; a test failure when there is none or more.
    static Span server(const Received& received) {
        const std::vector<Span> found = servers(received);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? Span() : found.front();
    }
    static void expect_attributes(const Span& span, const AttributeTexts& expected) {
        const AttributeTexts attributes = attributes_of(span);
        for (const auto& [key, value] : expected) {
            const auto found = attributes.find(key);
            EXPECT_EQ(found != attributes.end() ? found->second : "(missing)", value) << key;
        }
    }

    TestClient client;

private:
    std::unique_ptr<App> app_;
};

}  // namespace telemetryflow::tests
