// examples/opentelemetry: one library, compiled once against the OpenTelemetry API alone, in two programs. What it
// records arrives alike, whichever SDK the program's main made the provider.

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

using Facts = std::multiset<std::string>;

// Without what is the SDK's own, or chance: identities, times, resources, and the further flags that ours sets.
json without(json item, const std::vector<std::string>& keys) {
    for (const std::string& key : keys)
        item.erase(key);
    return item;
}

std::string name_of(const std::map<std::string, json>& spans, const json& id) {
    const auto found = spans.find(id.get<std::string>());
    return found == spans.end() ? "" : found->second.at("name").get<std::string>();
}

Facts spans_of(const testing::LocalBackend& backend) {
    const auto spans = by_id(items(backend, "spans"));
    Facts facts;
    for (const auto& [id, span] : spans) {
        json fact = without(span, {"span_id", "trace_id", "start_unix_nano", "end_unix_nano", "duration_ns", "flags",
                                   "resource", "parent_span_id", "events"});
        fact["parent"] = name_of(spans, span.at("parent_span_id"));
        for (const json& event : span.at("events"))
            fact["events"].push_back(without(event, {"time_unix_nano"}));
        facts.insert(fact.dump());
    }
    return facts;
}

Facts logs_of(const testing::LocalBackend& backend) {
    const auto spans = by_id(items(backend, "spans"));
    Facts facts;
    for (const json& log : items(backend, "logs")) {
        json fact =
            without(log, {"span_id", "trace_id", "time_unix_nano", "observed_time_unix_nano", "flags", "resource"});
        fact["span"] = name_of(spans, log.at("span_id"));
        facts.insert(fact.dump());
    }
    return facts;
}

// The last point of each series: one SDK may have collected before.
Facts points_of(const testing::LocalBackend& backend) {
    std::map<std::string, json> last;
    for (const json& point : items(backend, "metrics")) {
        json& known = last[point.at("name").dump() + point.at("attributes").dump()];
        if (known.is_null() || std::stoull(point.at("time_unix_nano").get<std::string>()) >=
                                   std::stoull(known.at("time_unix_nano").get<std::string>()))
            known = point;
    }
    Facts facts;
    for (const auto& [series, point] : last)
        facts.insert(without(point, {"start_unix_nano", "time_unix_nano", "exemplars", "resource"}).dump());
    return facts;
}

struct Arrived {
    Facts spans;
    Facts logs;
    Facts points;
};

Arrived run(const std::string& program) {
    const testing::LocalBackend backend;
    Program example(program, {}, {{"OTEL_EXPORTER_OTLP_ENDPOINT", backend.http_url()}});
    EXPECT_EQ(example.wait(), 0) << example.output();
    return {spans_of(backend), logs_of(backend), points_of(backend)};
}

// A main without what differs: its first comment, and what lies between marks.
std::string common_part(const std::string& file) {
    std::ifstream stream(std::string(EXAMPLE_OPENTELEMETRY_SOURCES) + "/" + file);
    std::stringstream text;
    std::string mark;
    bool is_first_comment = true;
    for (std::string line; std::getline(stream, line);) {
        static const std::regex kMark(R"(\s*// \[(/?)\w+\])");
        is_first_comment = is_first_comment && line.starts_with("//");
        std::smatch found;
        if (std::regex_match(line, found, kMark)) {
            mark = found[1].length() == 0 ? line : "";
        } else if (mark.empty() && !is_first_comment) {
            text << line << '\n';
        }
    }
    return text.str();
}

TEST(OpenTelemetryExampleTest, TheLibraryRecordsWithThisSdk) {
    const Arrived arrived = run(EXAMPLE_OPENTELEMETRY);
    EXPECT_EQ(arrived.spans.size(), 5U) << "three orders, of which two were picked";
    EXPECT_EQ(arrived.logs.size(), 3U);
    EXPECT_EQ(arrived.points.size(), 5U) << "two outcomes of two instruments, and one shelf";
    const auto has = [](const Facts& facts, const std::string& part) {
        return std::any_of(facts.begin(), facts.end(),
                           [&](const std::string& fact) { return fact.find(part) != std::string::npos; });
    };
    EXPECT_TRUE(has(arrived.spans, R"("parent":"ship")"));
    EXPECT_TRUE(has(arrived.logs, R"("span":"ship")"));
    EXPECT_TRUE(has(arrived.points, R"("name":"warehouse.stock")"));
}

#ifdef EXAMPLE_OPENTELEMETRY_STOCK
TEST(OpenTelemetryExampleTest, TheSameArrivesWithTheStockSdk) {
    const Arrived ours = run(EXAMPLE_OPENTELEMETRY);
    const Arrived stock = run(EXAMPLE_OPENTELEMETRY_STOCK);
    EXPECT_EQ(ours.spans, stock.spans);
    EXPECT_EQ(ours.logs, stock.logs);
    EXPECT_EQ(ours.points, stock.points);
}
#endif

TEST(OpenTelemetryExampleTest, OnlyTheLinesOfTheProviderDiffer) {
    const std::string ours = common_part("telemetryflow_main.cpp");
    EXPECT_NE(ours.find("lamps.ship("), std::string::npos);
    EXPECT_EQ(ours, common_part("opentelemetry_main.cpp"));
}

}  // namespace
}  // namespace telemetryflow::tests
