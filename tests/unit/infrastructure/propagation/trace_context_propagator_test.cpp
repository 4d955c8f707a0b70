// Headers in, headers out: the rules of W3C Trace Context level 2 as tables.

#include <string>

#include <gtest/gtest.h>

#include "unit/infrastructure/propagation/propagate.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kTrace = "12345678901234567890123456789012";
const std::string kSpan = "1234567890123456";
const std::string kGood = "00-" + kTrace + "-" + kSpan + "-01";

const std::unique_ptr<TextMapPropagator> kPropagator = make_propagator(Propagator::TraceContext);

struct Hop {
    std::string name;
    HeaderList in;
    HeaderList out;
};

void expect_hops(const std::vector<Hop>& hops) {
    for (const Hop& hop : hops)
        EXPECT_EQ(passed_on(*kPropagator, hop.in), hop.out) << hop.name;
}

std::vector<Hop> refused(const std::vector<std::pair<std::string, std::string>>& headers) {
    std::vector<Hop> hops;
    for (const auto& [name, value] : headers)
        hops.push_back({name, {{"traceparent", value}, {"tracestate", "foo=1"}}, {}});
    return hops;
}

TEST(TraceContextPropagatorTest, PassesAValidTraceparentOn) {
    expect_hops({
        {"nothing", {}, {}},
        {"sampled", {{"traceparent", kGood}}, {{"traceparent", kGood}}},
        {"not sampled",
         {{"traceparent", "00-" + kTrace + "-" + kSpan + "-00"}},
         {{"traceparent", "00-" + kTrace + "-" + kSpan + "-00"}}},
        {"random", {{"traceparent", kGood.substr(0, 53) + "02"}}, {{"traceparent", kGood.substr(0, 53) + "02"}}},
        {"sampled and random",
         {{"traceparent", kGood.substr(0, 53) + "03"}},
         {{"traceparent", kGood.substr(0, 53) + "03"}}},
        {"undefined flags become 0",
         {{"traceparent", kGood.substr(0, 53) + "fd"}},
         {{"traceparent", kGood.substr(0, 53) + "01"}}},
        {"any case of the name", {{"TrAcEpArEnT", kGood}}, {{"traceparent", kGood}}},
        {"upper case of the name", {{"TRACEPARENT", kGood}}, {{"traceparent", kGood}}},
        {"space before", {{"traceparent", " " + kGood}}, {{"traceparent", kGood}}},
        {"space behind", {{"traceparent", kGood + " "}}, {{"traceparent", kGood}}},
        {"tabs", {{"traceparent", "\t " + kGood + " \t"}}, {{"traceparent", kGood}}},
    });
}

TEST(TraceContextPropagatorTest, ReadsWhatItKnowsOfALaterVersionAndWritesItsOwn) {
    const std::string rest = "-" + kTrace + "-" + kSpan + "-01";
    expect_hops({
        {"cc", {{"traceparent", "cc" + rest}}, {{"traceparent", kGood}}},
        {"more fields", {{"traceparent", "cc" + rest + "-what-the-future-will-be-like"}}, {{"traceparent", kGood}}},
        {"nothing behind the dash", {{"traceparent", "01" + rest + "-"}}, {{"traceparent", kGood}}},
        {"no dash", {{"traceparent", "cc" + rest + ".what-the-future-will-be-like"}}, {}},
        {"too short", {{"traceparent", "cc" + rest.substr(0, rest.size() - 1)}}, {}},
        {"ff is none", {{"traceparent", "ff" + rest}}, {}},
        {"tracestate is read too",
         {{"traceparent", "cc" + rest + "-more"}, {"tracestate", "foo=1"}},
         {{"traceparent", kGood}, {"tracestate", "foo=1"}}},
    });
}

TEST(TraceContextPropagatorTest, AMalformedTraceparentMakesBothHeadersVoid) {
    expect_hops(refused({
        {"nothing in it", ""},
        {"trailing dot", kGood + "."},
        {"more fields in version 00", kGood + "-what-the-future-will-be-like"},
        {"dot in the version", "." + kGood.substr(1)},
        {"dot behind the version", "0." + kGood.substr(2)},
        {"long version", "0" + kGood},
        {"longer version", "00" + kGood},
        {"short version", kGood.substr(1)},
        {"trace id of zeros", "00-" + std::string(32, '0') + "-" + kSpan + "-01"},
        {"dot in the trace id", "00-." + kTrace.substr(1) + "-" + kSpan + "-01"},
        {"dot ends the trace id", "00-" + kTrace.substr(1) + ".-" + kSpan + "-01"},
        {"upper case trace id", "00-A" + kTrace.substr(1) + "-" + kSpan + "-01"},
        {"long trace id", "00-" + kTrace + "3-" + kSpan + "-01"},
        {"short trace id", "00-" + kTrace.substr(1) + "-" + kSpan + "-01"},
        {"parent id of zeros", "00-" + kTrace + "-" + std::string(16, '0') + "-01"},
        {"dot in the parent id", "00-" + kTrace + "-." + kSpan.substr(1) + "-01"},
        {"upper case parent id", "00-" + kTrace + "-F" + kSpan.substr(1) + "-01"},
        {"long parent id", "00-" + kTrace + "-" + kSpan + "7-01"},
        {"short parent id", "00-" + kTrace + "-" + kSpan.substr(1) + "-01"},
        {"dot in the flags", "00-" + kTrace + "-" + kSpan + "-.0"},
        {"dot ends the flags", "00-" + kTrace + "-" + kSpan + "-0."},
        {"upper case flags", "00-" + kTrace + "-" + kSpan + "-0A"},
        {"long flags", "00-" + kTrace + "-" + kSpan + "-001"},
        {"short flags", "00-" + kTrace + "-" + kSpan + "-1"},
        {"space inside", "00 -" + kTrace + "-" + kSpan + "-01"},
    }));
}

TEST(TraceContextPropagatorTest, KnowsItsHeadersByTheirNamesAlone) {
    expect_hops({
        {"trace-parent", {{"trace-parent", kGood}}, {}},
        {"trace.parent", {{"trace.parent", kGood}}, {}},
        {"two of them", {{"traceparent", kGood}, {"traceparent", kGood}}, {}},
        {"two different", {{"traceparent", kGood}, {"Traceparent", kGood.substr(0, 53) + "00"}}, {}},
        {"tracestate alone", {{"tracestate", "foo=1"}}, {}},
        {"trace-state", {{"traceparent", kGood}, {"trace-state", "foo=1"}}, {{"traceparent", kGood}}},
        {"trace.state", {{"traceparent", kGood}, {"trace.state", "foo=1"}}, {{"traceparent", kGood}}},
    });
}

TEST(TraceContextPropagatorTest, PassesTracestateOnAsOneHeader) {
    const auto with_state = [](HeaderList in, const std::string& out) {
        in.insert(in.begin(), {"traceparent", kGood});
        HeaderList expected{{"traceparent", kGood}};
        if (!out.empty()) expected.emplace_back("tracestate", out);
        EXPECT_EQ(passed_on(*kPropagator, in), expected);
    };
    with_state({{"tracestate", "foo=1,bar=2"}}, "foo=1,bar=2");
    with_state({{"TraceState", "foo=1"}}, "foo=1");
    with_state({{"tracestate", ""}}, "");
    with_state({{"tracestate", "foo=1"}, {"tracestate", ""}}, "foo=1");
    with_state({{"tracestate", ""}, {"tracestate", "foo=1"}}, "foo=1");
    with_state({{"tracestate", "foo=1,bar=2"}, {"tracestate", "rojo=1,congo=2"}, {"tracestate", "baz=3"}},
               "foo=1,bar=2,rojo=1,congo=2,baz=3");
    with_state({{"tracestate", "foo=1"}, {"tracestate", "foo=2"}}, "foo=1");
    with_state({{"tracestate", "foo=1"}, {"tracestate", "BAD=2"}}, "");
    with_state({{"tracestate", "foo=1"}, {"tracestate", std::string(257, 'z') + "=1"}}, "");
    std::string most;
    for (int i = 10; i < 42; ++i)
        most += (most.empty() ? "bar" : ",bar") + std::to_string(i) + "=" + std::to_string(i);
    with_state({{"tracestate", most}}, most);
    with_state({{"tracestate", most}, {"tracestate", "bar99=1"}}, "");
}

TEST(TraceContextPropagatorTest, KeepsTheContextItHasWhenTheCarrierHasNone) {
    Context context = extracted(*kPropagator, {{"traceparent", kGood}, {"tracestate", "foo=1"}});
    context.baggage = Baggage().with("a", "1");
    const Context before = context;
    kPropagator->extract(context, HeaderList{{"traceparent", "bad"}, {"tracestate", "bar=1"}});
    EXPECT_EQ(context, before);
    EXPECT_EQ(context.trace_state.to_header(), "foo=1");
    kPropagator->extract(context, HeaderList{{"traceparent", kGood}});
    EXPECT_TRUE(context.trace_state.empty()) << "another caller's state goes with its traceparent";
    EXPECT_EQ(context.baggage.get("a"), "1");
    EXPECT_TRUE(context.is_remote);
}

TEST(TraceContextPropagatorTest, NamesItsFields) {
    EXPECT_EQ(kPropagator->fields(), (std::vector<std::string_view>{"traceparent", "tracestate"}));
}

}  // namespace
}  // namespace telemetryflow::tests
