// Every type of attribute value wherever there are attributes, and what keys may be.

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using Value = api::common::AttributeValue;
using Pair = std::pair<api::nostd::string_view, Value>;
using Pairs = std::vector<Pair>;

struct Named {
    std::string name;
    Value value;
};

std::vector<Named> values() {
    static const bool flags[] = {true, false, true};
    static const std::int32_t ints[] = {1, -2, 3};
    static const std::int64_t longs[] = {std::numeric_limits<std::int64_t>::min(), 0,
                                         std::numeric_limits<std::int64_t>::max()};
    static const std::uint32_t unsigneds[] = {0, 4'000'000'000};
    static const std::uint64_t larges[] = {0, 5'000'000'000};
    static const double doubles[] = {0.5, -1e300, 0};
    static const api::nostd::string_view texts[] = {"a", "", "\xC3\xA4"};
    static const std::uint8_t bytes[] = {0, 1, 255};
    return {
        {"bool", Value(true)},
        {"int32", Value(std::int32_t{-7})},
        {"int64", Value(std::numeric_limits<std::int64_t>::min())},
        {"uint32", Value(std::uint32_t{4'000'000'000})},
        {"uint64", Value(std::uint64_t{5'000'000'000})},
        {"uint64_large", Value(std::numeric_limits<std::uint64_t>::max())},
        {"double", Value(1.25)},
        {"c_string", Value(static_cast<const char*>("c string"))},
        {"string", Value(api::nostd::string_view("string view"))},
        {"string_empty", Value(api::nostd::string_view(""))},
        {"string_utf8", Value(api::nostd::string_view("\xC3\xA4\xF0\x9F\x98\x80"))},
        {"bools", Value(api::nostd::span<const bool>(flags))},
        {"int32s", Value(api::nostd::span<const std::int32_t>(ints))},
        {"int64s", Value(api::nostd::span<const std::int64_t>(longs))},
        {"uint32s", Value(api::nostd::span<const std::uint32_t>(unsigneds))},
        {"uint64s", Value(api::nostd::span<const std::uint64_t>(larges))},
        {"doubles", Value(api::nostd::span<const double>(doubles))},
        {"strings", Value(api::nostd::span<const api::nostd::string_view>(texts))},
        {"bytes", Value(api::nostd::span<const std::uint8_t>(bytes))},
        {"empty_array", Value(api::nostd::span<const std::int64_t>(longs, std::size_t{0}))},
    };
}

void on_span(const Pairs& attributes) {
    tracer()->StartSpan("span", attributes)->End();
}
void on_span_later(const Pairs& attributes) {
    const auto span = tracer()->StartSpan("span");
    for (const auto& [key, value] : attributes)
        span->SetAttribute(key, value);
    span->End();
}
void on_event(const Pairs& attributes) {
    const auto span = tracer()->StartSpan("span");
    span->AddEvent("event", attributes);
    span->End();
}
void on_link(const Pairs& attributes) {
    const auto other = tracer()->StartSpan("other");
    const std::vector<std::pair<api::trace::SpanContext, Pairs>> links{{other->GetContext(), attributes}};
    tracer()->StartSpan("span", Pairs(), links)->End();
    other->End();
}
void on_log(const Pairs& attributes) {
    logger()->EmitLogRecord(api::logs::Severity::kInfo, "log", api::nostd::span<const Pair>(attributes));
}
void on_counter(const Pairs& attributes) {
    meter()->CreateUInt64Counter("counter")->Add(3, attributes);
}
void on_histogram(const Pairs& attributes) {
    meter()->CreateDoubleHistogram("histogram")->Record(3, attributes, api::context::Context());
}

using Use = void (*)(const Pairs&);
const std::vector<std::pair<std::string, Use>>& places() {
    static const std::vector<std::pair<std::string, Use>> kPlaces{
        {"span", on_span}, {"span_later", on_span_later}, {"event", on_event},         {"link", on_link},
        {"log", on_log},   {"counter", on_counter},       {"histogram", on_histogram},
    };
    return kPlaces;
}

}  // namespace

void add_attribute_scenarios(Scenarios& scenarios) {
    for (const auto& [place, use] : places()) {
        for (const Named& named : values()) {
            scenarios.push_back({"attribute." + place + "." + named.name, {}, [use = use, named](Subject&) {
                                     use({{"key", named.value}});
                                 }});
        }
        scenarios.push_back({"attributes." + place + ".many", {}, [use = use](Subject&) {
                                 std::vector<std::string> keys;
                                 for (int i = 0; i < 40; ++i)
                                     keys.push_back("key" + std::to_string(i));
                                 Pairs pairs;
                                 for (const std::string& key : keys)
                                     pairs.emplace_back(key, static_cast<std::int64_t>(pairs.size()));
                                 use(pairs);
                             }});
        scenarios.push_back({"attributes." + place + ".same_key_twice", {}, [use = use](Subject&) {
                                 use({{"key", std::int64_t{1}}, {"other", true}, {"key", std::int64_t{2}}});
                             }});
        scenarios.push_back({"attributes." + place + ".same_key_other_type", {}, [use = use](Subject&) {
                                 use({{"key", std::int64_t{1}}, {"key", api::nostd::string_view("text")}});
                             }});
        scenarios.push_back({"attributes." + place + ".long_value", {}, [use = use](Subject&) {
                                 const std::string value(3000, 'v');
                                 use({{"key", api::nostd::string_view(value)}});
                             }});
        scenarios.push_back({"attributes." + place + ".empty_key", {}, [use = use](Subject&) {
                                 use({{"", std::int64_t{1}}, {"key", std::int64_t{2}}});
                             }});
    }
}

}  // namespace telemetryflow::differential
