// Headers in, headers out: Zipkin's two formats (OpenTelemetry, "B3 Requirements").

#include <string>

#include <gtest/gtest.h>

#include "unit/infrastructure/propagation/propagate.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kTrace = "80f198ee56343ba864fe8b2a57d3eff7";
const std::string kShortTrace = "64fe8b2a57d3eff7";
const std::string kPadded = "0000000000000000" + kShortTrace;
const std::string kSpan = "e457b5a2e4d86bd1";
const std::string kParent = "05e3ac9a4f6e3b90";

const std::unique_ptr<TextMapPropagator> kSingle = make_propagator(Propagator::B3);
const std::unique_ptr<TextMapPropagator> kMulti = make_propagator(Propagator::B3Multi);

struct Hop {
    HeaderList in;
    std::string trace;  // empty: nothing is passed on
    char state;
};

HeaderList multi(const std::string& trace, const std::string& span, HeaderList more = {}) {
    HeaderList headers{{"X-B3-TraceId", trace}, {"X-B3-SpanId", span}};
    headers.insert(headers.end(), more.begin(), more.end());
    return headers;
}

void expect_hop(const Hop& hop) {
    const std::string shown = hop.in.empty() ? "" : hop.in.front().second;
    HeaderList single;
    HeaderList several;
    if (!hop.trace.empty()) {
        single = {{"b3", hop.trace + "-" + kSpan + "-" + hop.state}};
        several = {{"x-b3-traceid", hop.trace}, {"x-b3-spanid", kSpan}};
        several.push_back(hop.state == 'd' ? std::pair("x-b3-flags", "1")
                                           : std::pair("x-b3-sampled", hop.state == '1' ? "1" : "0"));
    }
    // Either format reads both and writes its own.
    EXPECT_EQ(passed_on(*kSingle, hop.in), single) << shown;
    EXPECT_EQ(passed_on(*kMulti, hop.in), several) << shown;
}

TEST(B3PropagatorTest, ReadsTheSingleHeader) {
    const std::string ids = kTrace + "-" + kSpan;
    for (const Hop& hop : {
             Hop{{{"b3", ids + "-1"}}, kTrace, '1'},
             Hop{{{"b3", ids + "-0"}}, kTrace, '0'},
             Hop{{{"b3", ids + "-d"}}, kTrace, 'd'},
             Hop{{{"b3", ids}}, kTrace, '1'},
             Hop{{{"B3", " " + ids + "-1 "}}, kTrace, '1'},
             Hop{{{"b3", ids + "-1-" + kParent}}, kTrace, '1'},
             Hop{{{"b3", kShortTrace + "-" + kSpan + "-1"}}, kPadded, '1'},
         }) {
        expect_hop(hop);
    }
}

TEST(B3PropagatorTest, ReadsTheSeveralHeaders) {
    for (const Hop& hop : {
             Hop{multi(kTrace, kSpan, {{"X-B3-Sampled", "1"}}), kTrace, '1'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Sampled", "true"}}), kTrace, '1'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Sampled", "0"}}), kTrace, '0'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Sampled", "false"}}), kTrace, '0'},
             Hop{multi(kTrace, kSpan), kTrace, '1'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Flags", "1"}}), kTrace, 'd'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Flags", "0"}, {"X-B3-Sampled", "0"}}), kTrace, '0'},
             Hop{multi(kTrace, kSpan, {{"X-B3-Flags", "1"}, {"X-B3-Sampled", "0"}}), kTrace, 'd'},
             Hop{multi(kTrace, kSpan, {{"X-B3-ParentSpanId", kParent}, {"X-B3-Sampled", "1"}}), kTrace, '1'},
             Hop{multi(kShortTrace, kSpan, {{"X-B3-Sampled", "1"}}), kPadded, '1'},
         }) {
        expect_hop(hop);
    }
}

TEST(B3PropagatorTest, PassesNothingOnOfWhatIsMalformed) {
    const std::string zeros(32, '0');
    for (const std::string& value : {
             std::string(),
             std::string("0"),
             std::string("1"),
             kTrace,
             kTrace + "-",
             kTrace + "-" + zeros.substr(16),
             zeros + "-" + kSpan + "-1",
             zeros.substr(16) + "-" + kSpan + "-1",
             kTrace + "-" + kSpan + "-2",
             kTrace + "-" + kSpan + "-1-xyz",
             kTrace + "-" + kSpan + "-1-" + kParent + "-more",
             kTrace.substr(1) + "-" + kSpan + "-1",
             "A" + kTrace.substr(1) + "-" + kSpan + "-1",
             kTrace + "-" + kSpan.substr(1) + "-1",
         }) {
        expect_hop({{{"b3", value}}, "", '0'});
    }
    expect_hop({{{"b3", kTrace + "-" + kSpan + "-1"}, {"b3", kTrace + "-" + kSpan + "-0"}}, "", '0'});
    expect_hop({{{"X-B3-TraceId", kTrace}}, "", '0'});
    expect_hop({{{"X-B3-SpanId", kSpan}}, "", '0'});
    expect_hop({multi(kTrace, kSpan + "0", {{"X-B3-Sampled", "1"}}), "", '0'});
    expect_hop({multi(kTrace, kSpan, {{"X-B3-Sampled", "maybe"}}), "", '0'});
}

TEST(B3PropagatorTest, TheSingleHeaderWinsUnlessItIsMalformed) {
    HeaderList both = multi(std::string(32, 'a'), std::string(16, 'b'), {{"X-B3-Sampled", "0"}});
    both.emplace_back("b3", kTrace + "-" + kSpan + "-1");
    expect_hop({both, kTrace, '1'});
    HeaderList broken = multi(kTrace, kSpan, {{"X-B3-Sampled", "0"}});
    broken.emplace_back("b3", "0");
    expect_hop({broken, kTrace, '0'});
}

TEST(B3PropagatorTest, DebugMeansSampled) {
    const Context context = extracted(*kSingle, {{"b3", kTrace + "-" + kSpan + "-d"}});
    EXPECT_TRUE(context.is_sampled());
    EXPECT_TRUE(context.b3_debug);
    EXPECT_TRUE(context.is_remote);
}

TEST(B3PropagatorTest, WritesNothingForNoContext) {
    EXPECT_EQ(injected(*kSingle, Context()), HeaderList{});
    EXPECT_EQ(injected(*kMulti, Context()), HeaderList{});
    EXPECT_EQ(kSingle->fields(), (std::vector<std::string_view>{"b3"}));
    EXPECT_EQ(kMulti->fields(),
              (std::vector<std::string_view>{"x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags"}));
}

}  // namespace
}  // namespace telemetryflow::tests
