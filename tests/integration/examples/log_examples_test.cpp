// examples/boost_log and examples/glog: records of libraries that know nothing of telemetry, within their spans.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

/// What the example logged, by the number of the order whose span it belongs to.
std::map<int, std::multiset<std::string>> logged_by(const testing::LocalBackend& backend, const char* program) {
    Program example(program, {}, reporting_to(backend, "http"));
    EXPECT_EQ(example.wait(), 0) << example.output();
    const auto spans = by_id(items(backend, "spans"));
    EXPECT_EQ(spans.size(), 3U);
    std::map<int, std::multiset<std::string>> out;
    for (const json& log : items(backend, "logs")) {
        const auto span = spans.find(log.at("span_id"));
        if (span == spans.end()) {
            ADD_FAILURE() << "of no span: " << log;
            continue;
        }
        EXPECT_NE(example.output().find(log.at("body")), std::string::npos) << "shown as before: " << log;
        EXPECT_TRUE(log.at("attributes").contains("code.file.path") || log["attributes"].contains("logger.name"))
            << log;
        out[span->second.at("attributes").at("order.number").get<int>()].insert(
            log.at("severity_text").get<std::string>() + ' ' + log.at("body").get<std::string>());
    }
    return out;
}

#ifdef EXAMPLE_BOOST_LOG
TEST(BoostLogExampleTest, RecordsFromItsLevelOnCarryTheIdsOfTheirSpan) {
    const testing::LocalBackend backend;
    const std::map<int, std::multiset<std::string>> expected{
        {1, {"INFO order taken"}}, {2, {"INFO order taken"}}, {3, {"ERROR stock is empty"}}};
    EXPECT_EQ(logged_by(backend, EXAMPLE_BOOST_LOG), expected);
    std::set<int> left;
    for (const json& log : items(backend, "logs?severity=info")) {
        EXPECT_EQ(log.at("attributes").at("logger.name"), "stock");
        left.insert(log["attributes"].at("stock.left").get<int>());
    }
    EXPECT_EQ(left, (std::set<int>{1, 2}));
}
#endif

#ifdef EXAMPLE_GLOG
TEST(GlogExampleTest, RecordsCarryTheIdsOfTheirSpan) {
    const testing::LocalBackend backend;
    const std::map<int, std::multiset<std::string>> expected{{1, {"INFO order 1 taken"}},
                                                             {2, {"INFO order 2 taken", "WARN stock is low"}},
                                                             {3, {"INFO order 3 taken", "ERROR stock is empty"}}};
    EXPECT_EQ(logged_by(backend, EXAMPLE_GLOG), expected);
}
#endif

}  // namespace
}  // namespace telemetryflow::tests
