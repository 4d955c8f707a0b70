// Headers in, headers out: W3C Baggage.

#include <string>

#include <gtest/gtest.h>

#include "unit/infrastructure/propagation/propagate.hpp"

namespace telemetryflow::tests {
namespace {

const std::unique_ptr<TextMapPropagator> kPropagator = make_propagator(Propagator::Baggage);

TEST(BaggagePropagatorTest, PassesOnWhatIsWellFormed) {
    const struct {
        HeaderList in;
        HeaderList out;
    } hops[] = {
        {{}, {}},
        {{{"baggage", ""}}, {}},
        {{{"baggage", "a=1"}}, {{"baggage", "a=1"}}},
        {{{"BAGGAGE", "a=1"}}, {{"baggage", "a=1"}}},
        {{{"baggage", " a = 1 ; p , b=2 "}}, {{"baggage", "a=1;p,b=2"}}},
        {{{"baggage", "a=1"}, {"baggage", "b=2"}}, {{"baggage", "a=1,b=2"}}},
        {{{"baggage", "a=1"}, {"baggage", ""}, {"baggage", "a=2"}}, {{"baggage", "a=2"}}},
        {{{"baggage", "a=1,broken,b=2"}}, {{"baggage", "a=1,b=2"}}},
        {{{"baggage", "broken"}}, {}},
        {{{"x-baggage", "a=1"}}, {}},
        {{{"baggage", "user=J%C3%BCrgen"}}, {{"baggage", "user=J%C3%BCrgen"}}},
    };
    for (const auto& [in, out] : hops)
        EXPECT_EQ(passed_on(*kPropagator, in), out) << (in.empty() ? "" : in.front().second);
}

TEST(BaggagePropagatorTest, PassesNoMoreOnThanTheLimits) {
    std::string header = "first=1";
    for (int i = 0; i < 200; ++i)
        header += ",key" + std::to_string(i) + "=" + std::string(400, 'v');
    const HeaderList out = passed_on(*kPropagator, {{"baggage", header}});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_LE(out.front().second.size(), Baggage::kMaxLength);
    EXPECT_GT(out.front().second.size(), Baggage::kMaxLength - 420);
    EXPECT_TRUE(header.starts_with(out.front().second + ","));
}

TEST(BaggagePropagatorTest, KeepsTheBaggageItHasWhenTheCarrierHasNone) {
    Context context({}, Baggage().with("a", "1"));
    kPropagator->extract(context, HeaderList{{"baggage", "broken"}});
    EXPECT_EQ(context.baggage.get("a"), "1");
    kPropagator->extract(context, HeaderList{{"baggage", "b=2"}});
    EXPECT_EQ(context.baggage.to_header(), "b=2");
    EXPECT_FALSE(context.is_valid()) << "baggage needs no trace";
    EXPECT_EQ(kPropagator->fields(), (std::vector<std::string_view>{"baggage"}));
}

}  // namespace
}  // namespace telemetryflow::tests
