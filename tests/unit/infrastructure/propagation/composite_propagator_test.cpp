#include <map>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/map_carrier.hpp"

#include "unit/infrastructure/propagation/propagate.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kTraceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const std::string kB3 = "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1";

TEST(CompositePropagatorTest, EachPartWritesItsOwnHeadersInOrder) {
    const std::vector all{Propagator::Baggage, Propagator::B3, Propagator::TraceContext};
    const auto propagator = make_propagator(all);
    Context context(*SpanContext::from_traceparent(kTraceparent), Baggage().with("a", "1"));
    EXPECT_EQ(injected(*propagator, context), (HeaderList{{"baggage", "a=1"},
                                                          {"b3", "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"},
                                                          {"traceparent", kTraceparent}}));
    EXPECT_EQ(propagator->fields(), (std::vector<std::string_view>{"baggage", "b3", "traceparent", "tracestate"}));
}

TEST(CompositePropagatorTest, ALaterPartsFindWins) {
    const HeaderList both{{"traceparent", kTraceparent}, {"b3", kB3}};
    const auto b3_last = make_propagator(std::vector{Propagator::TraceContext, Propagator::B3});
    const auto w3c_last = make_propagator(std::vector{Propagator::B3, Propagator::TraceContext});
    EXPECT_EQ(extracted(*b3_last, both).trace_id.to_hex(), kB3.substr(0, 32));
    EXPECT_EQ(extracted(*w3c_last, both).trace_id.to_hex(), kTraceparent.substr(3, 32));
    EXPECT_EQ(extracted(*w3c_last, {{"b3", kB3}}).trace_id.to_hex(), kB3.substr(0, 32));
}

TEST(CompositePropagatorTest, OfNothingDoesNothing) {
    const auto none = make_propagator(std::vector<Propagator>{});
    EXPECT_FALSE(extracted(*none, {{"traceparent", kTraceparent}}).is_valid());
    EXPECT_EQ(injected(*none, Context(*SpanContext::from_traceparent(kTraceparent))), HeaderList{});
    EXPECT_TRUE(none->fields().empty());
}

TEST(CompositePropagatorTest, JoinsAFormatOfTheUsersOwn) {
    class OwnFormat final : public TextMapPropagator {
    public:
        void inject(const Context&, TextMapSetter carrier) const override { carrier.set("own", "1"); }
        void extract(Context& context, TextMapGetter carrier) const override {
            carrier.for_each("own", [&](std::string_view value) { context.baggage = Baggage().with("own", value); });
        }
        std::vector<std::string_view> fields() const override { return {"own", "traceparent"}; }
    };
    std::vector<std::unique_ptr<TextMapPropagator>> parts;
    parts.push_back(make_propagator(Propagator::TraceContext));
    parts.push_back(std::make_unique<OwnFormat>());
    const auto propagator = make_propagator(std::move(parts));
    const Context context = extracted(*propagator, {{"traceparent", kTraceparent}, {"own", "7"}});
    EXPECT_EQ(context.baggage.get("own"), "7");
    EXPECT_EQ(injected(*propagator, context), (HeaderList{{"traceparent", kTraceparent}, {"own", "1"}}));
    EXPECT_EQ(propagator->fields().size(), 3U) << "a field that two parts write is named once";
}

// A carrier may be as simple as one that knows one value a key, or any map.
TEST(CarrierTest, IsAnythingWithGetAndSet) {
    struct Plain {
        std::string get(std::string_view key) const { return key == "traceparent" ? stored : std::string(); }
        void set(std::string_view, std::string_view value) { stored = value; }
        std::string stored;
    };
    const auto propagator = make_propagator(Propagator::TraceContext);
    Context context(*SpanContext::from_traceparent(kTraceparent));
    Plain plain;
    propagator->inject(context, plain);
    EXPECT_EQ(plain.stored, kTraceparent);
    Context read;
    propagator->extract(read, plain);
    EXPECT_EQ(read.to_traceparent(), kTraceparent);
    EXPECT_FALSE(extracted(*propagator, {}).is_valid());
}

TEST(CarrierTest, IsAnyMapOfHeaders) {
    const std::vector all{Propagator::TraceContext, Propagator::Baggage};
    const auto propagator = make_propagator(all);
    const Context context(*SpanContext::from_traceparent(kTraceparent), Baggage().with("a", "1"));
    std::map<std::string, std::string> map{{"traceparent", "of an earlier attempt"}};
    propagator->inject(context, MapCarrier(map));
    EXPECT_EQ(map, (std::map<std::string, std::string>{{"baggage", "a=1"}, {"traceparent", kTraceparent}}));

    std::multimap<std::string, std::string> several{
        {"traceparent", kTraceparent}, {"baggage", "a=1"}, {"baggage", "b=2"}};
    Context read;
    propagator->extract(read, MapCarrier(several));
    EXPECT_EQ(read.baggage.to_header(), "a=1,b=2");
    const auto& constant = several;
    propagator->extract(read, MapCarrier(constant));
    propagator->inject(context, MapCarrier(several));
    EXPECT_EQ(several.count("baggage"), 1U) << "what was there is replaced";
}

}  // namespace
}  // namespace telemetryflow::tests
