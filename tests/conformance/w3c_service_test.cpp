// The service for the W3C's harness does what the harness counts on: it posts on, with the headers that the rules ask
// for. The rules themselves have their table in unit/infrastructure/propagation.

#include <csignal>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "telemetryflow/domain/trace_context.hpp"

#include "integration/examples/program.hpp"
#include "integration/middleware/contract/http_exchange.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kTrace = "12345678901234567890123456789012";
const std::string kTraceparent = "00-" + kTrace + "-1234567890123456-01";

/// Stands for the harness: keeps what the service posts to it.
class Harness {
public:
    Harness() {
        server_.Post("/callback/\\d+", [this](const httplib::Request& request, httplib::Response&) {
            const std::lock_guard lock(mutex_);
            calls_.push_back(request);
        });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        test::wait_until([this] { return server_.is_running(); });
    }
    ~Harness() {
        server_.stop();
        thread_.join();
    }
    std::string url(int number) const {
        return "http://127.0.0.1:" + std::to_string(port_) + "/callback/" + std::to_string(number);
    }
    std::vector<httplib::Request> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(calls_, {});
    }

private:
    httplib::Server server_;
    int port_ = 0;
    std::mutex mutex_;
    std::vector<httplib::Request> calls_;
    std::thread thread_;
};

class W3cServiceTest : public ::testing::Test {
protected:
    W3cServiceTest() {
        const std::string line = service_.wait_for_line("listening on ");
        port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    }

    int post(const std::string& body, const HeaderList& headers = {}) const {
        return HttpConnection(port_).exchange("POST", "/test", headers, body).status;
    }
    /// The callbacks for a request with these headers.
    std::vector<httplib::Request> callbacks(const HeaderList& headers, int count = 1) {
        nlohmann::json targets = nlohmann::json::array();
        for (int i = 0; i < count; ++i)
            targets.push_back({{"url", harness_.url(i)}, {"arguments", nlohmann::json::array({i})}});
        EXPECT_EQ(post(targets.dump(), headers), 200);
        std::vector<httplib::Request> calls = harness_.take();
        EXPECT_EQ(calls.size(), static_cast<std::size_t>(count));
        return calls;
    }
    static SpanContext sent(const httplib::Request& request) {
        EXPECT_EQ(request.headers.count("traceparent"), 1U);
        return SpanContext::from_traceparent(request.get_header_value("traceparent")).value_or(SpanContext{});
    }

    Harness harness_;
    Program service_{W3C_SERVICE, {}, {}};
    std::uint16_t port_ = 0;
};

TEST_F(W3cServiceTest, PostsTheArgumentsOnWithTheTraceOfItsCaller) {
    const auto calls = callbacks({{"traceparent", kTraceparent}, {"tracestate", "foo=1"}, {"tracestate", "bar=2"}});
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].body, "[0]");
    EXPECT_EQ(calls[0].get_header_value("Content-Type"), "application/json");
    EXPECT_EQ(sent(calls[0]).trace_id.to_hex(), kTrace);
    EXPECT_NE(sent(calls[0]).span_id.to_hex(), "1234567890123456");
    EXPECT_EQ(calls[0].get_header_value("tracestate"), "foo=1,bar=2");
}

TEST_F(W3cServiceTest, EveryCallHasASpanOfItsOwn) {
    std::set<std::string> spans;
    for (const auto& call : callbacks({{"traceparent", kTraceparent}}, 3)) {
        EXPECT_EQ(sent(call).trace_id.to_hex(), kTrace);
        spans.insert(sent(call).span_id.to_hex());
    }
    EXPECT_EQ(spans.size(), 3U);
}

TEST_F(W3cServiceTest, WhatIsMalformedBeginsANewTrace) {
    for (const HeaderList& headers : {HeaderList{}, HeaderList{{"traceparent", "nonsense"}},
                                      HeaderList{{"traceparent", kTraceparent}, {"traceparent", kTraceparent}}}) {
        HeaderList with_state = headers;
        with_state.emplace_back("tracestate", "foo=1");
        const auto calls = callbacks(with_state);
        ASSERT_EQ(calls.size(), 1U);
        EXPECT_TRUE(sent(calls[0]).is_valid());
        EXPECT_NE(sent(calls[0]).trace_id.to_hex(), kTrace);
        EXPECT_FALSE(calls[0].has_header("tracestate"));
    }
}

TEST_F(W3cServiceTest, KeepsTheRandomFlag) {
    const auto calls = callbacks({{"traceparent", kTraceparent.substr(0, 53) + "02"}});
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(sent(calls[0]).trace_flags, SpanContext::kRandomFlag);
}

TEST_F(W3cServiceTest, RefusesWhatIsNoListAndEndsOnASignal) {
    EXPECT_EQ(post("{"), 400);
    EXPECT_EQ(post("{}"), 400);
    EXPECT_EQ(post("[]"), 200);
    service_.send_signal(SIGTERM);
    EXPECT_EQ(service_.wait(), 0) << service_.output();
}

}  // namespace
}  // namespace telemetryflow::tests
