// Spans that a kill leaves open, as the next life of the client sends them.

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/killed_process.hpp"
#include "support/otlp_requests.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using test::in_killed_process;
using test::wait_until;

class DurableUnfinishedSpansTest : public ::testing::Test {
protected:
    [[nodiscard]] TelemetryConfig config(bool unfinished_spans = true) const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        config.unfinished_spans = unfinished_spans;
        return config;
    }
    // The spans that a client has sent, of all requests.
    static std::vector<otlp::trace::v1::Span> spans_in(const Backend& backend) {
        std::vector<otlp::trace::v1::Span> spans;
        for (const Backend::Attempt& attempt : backend.attempts()) {
            if (attempt.signal != SignalType::Traces) continue;
            const TraceRequest request = decode_traces(attempt.body);
            for (const auto& resource : request.resource_spans()) {
                for (const auto& scope : resource.scope_spans())
                    spans.insert(spans.end(), scope.spans().begin(), scope.spans().end());
            }
        }
        return spans;
    }
    static const RecoveredCounters& recovered(const SDKStatusResult& status) {
        return status.recovered[static_cast<std::size_t>(SignalType::Traces)];
    }

    test::TempDir folder_;
};

TEST_F(DurableUnfinishedSpansTest, AreSentByTheNextLifeOfAKilledClient) {
    in_killed_process([&] {
        auto& own = *new LifecycleClient(config());
        own.backend->answer(ExportOutcome::Retryable);
        const auto request = own->span("GET /users", SpanKind::Server, {{"http.route", "/users"}});
        { const auto query = own->span("SELECT users", SpanKind::Client); }
        static_cast<void>(own->start_span("by id"));
        ::kill(::getpid(), SIGKILL);
    });
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return recovered(next->get_status()).delivered == 3; }));
    const auto spans = spans_in(*next.backend);
    ASSERT_EQ(spans.size(), 3U);
    std::map<std::string, otlp::trace::v1::Span> by_name;
    for (const auto& span : spans)
        by_name[span.name()] = span;
    EXPECT_EQ(attributes_of(by_name["GET /users"]).at("telemetryflow.unfinished"), "true");
    EXPECT_EQ(attributes_of(by_name["GET /users"]).at("http.route"), "/users");
    EXPECT_EQ(attributes_of(by_name["by id"]).at("telemetryflow.unfinished"), "true");
    const auto& query = by_name["SELECT users"];
    EXPECT_EQ(attributes_of(query).count("telemetryflow.unfinished"), 0U);
    EXPECT_EQ(query.parent_span_id(), by_name["GET /users"].span_id());
    EXPECT_EQ(query.trace_id(), by_name["GET /users"].trace_id());
    expect_balanced(next->get_status());
    next->shutdown();
    LifecycleClient third(config());
    EXPECT_TRUE(third->flush().complete);
    EXPECT_TRUE(spans_in(*third.backend).empty()) << "they are sent once";
}

TEST_F(DurableUnfinishedSpansTest, AreNotSentUnlessAskedFor) {
    in_killed_process([&] {
        auto& own = *new LifecycleClient(config(false));
        own.backend->answer(ExportOutcome::Retryable);
        own->log_info("the kill leaves this");
        const auto request = own->span("GET /users");
        ::kill(::getpid(), SIGKILL);
    });
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return next.backend->received("the kill leaves this"); }));
    EXPECT_TRUE(spans_in(*next.backend).empty());
}

TEST_F(DurableUnfinishedSpansTest, AreNoneOfAClientThatWasShutDown) {
    {
        LifecycleClient own(config());
        own.backend->answer(ExportOutcome::Retryable);
        own->log_info("the shutdown leaves this");
        static_cast<void>(own->start_span("never ended"));
        own->shutdown(std::chrono::milliseconds(20));
    }
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return next.backend->received("the shutdown leaves this"); }));
    EXPECT_TRUE(spans_in(*next.backend).empty());
}

// A child has a table of its own: what it starts is not the parent's, and the parent's spans are not the child's.
TEST_F(DurableUnfinishedSpansTest, OfAForkedChildAreItsOwn) {
    in_killed_process([&] {
        auto& own = *new LifecycleClient(config());
        own.backend->answer(ExportOutcome::Retryable);
        const auto of_parent = own->span("of the parent");
        in_killed_process([&] {
            const auto of_child = own->span("of the child");
            own->log_info("so that its worker runs");
            ::kill(::getpid(), SIGKILL);
        });
        ::kill(::getpid(), SIGKILL);
    });
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return recovered(next->get_status()).delivered == 2; }));
    std::multiset<std::string> names;
    for (const auto& span : spans_in(*next.backend))
        names.insert(span.name());
    EXPECT_EQ(names, (std::multiset<std::string>{"of the child", "of the parent"}));
}

}  // namespace
}  // namespace telemetryflow::tests
