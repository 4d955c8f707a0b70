// What Debian's promtool and Prometheus itself make of what is served.

#include "support/prometheus_server.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "integration/libraries/prometheus_client.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using nlohmann::json;
using Labels = std::map<std::string, std::string>;

class PrometheusServerTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        client_ = std::make_unique<PrometheusClient>();
        endpoint_ = std::make_unique<PrometheusEndpoint>(client_->client.client, on_loopback());
        server_ = std::make_unique<test::PrometheusServer>(endpoint_->port());
        EXPECT_TRUE(test::wait_until([] { return value_of("up{job=\"test\"}") == "1"; })) << "nothing was scraped";
    }
    static void TearDownTestSuite() {
        server_.reset();
        endpoint_.reset();
        client_.reset();
    }

    static json ask(const std::string& path, const httplib::Params& parameters) {
        httplib::Client client("127.0.0.1", server_->port());
        client.set_read_timeout(30);
        const httplib::Result answer = client.Get(path, parameters, httplib::Headers());
        if (!answer || answer->status != 200) return json();
        return json::parse(answer->body)["data"];
    }
    // By their labels, without those of the scrape and of the SDK's own scope.
    static std::map<Labels, std::string> query(const std::string& text) {
        std::map<Labels, std::string> found;
        const json answer = ask("/api/v1/query", {{"query", text}});
        if (!answer.contains("result")) return found;
        for (const json& series : answer["result"]) {
            Labels labels = series["metric"].get<Labels>();
            for (const char* name : {"__name__", "instance", "job"})
                labels.erase(name);
            if (labels["otel_scope_name"] == "telemetryflow") labels.erase("otel_scope_version");
            if (labels["otel_scope_name"] == "telemetryflow" || labels["otel_scope_name"].empty())
                labels.erase("otel_scope_name");
            found[labels] = series["value"][1].get<std::string>();
        }
        return found;
    }
    static std::string value_of(const std::string& text) {
        const auto found = query(text);
        return found.size() == 1 ? found.begin()->second : std::to_string(found.size()) + " series";
    }
    static json metadata_of(const std::string& name) {
        const json all = ask("/api/v1/targets/metadata", {{"metric", name}});
        return all.size() == 1 ? all[0] : json();
    }

    static std::unique_ptr<PrometheusClient> client_;
    static std::unique_ptr<PrometheusEndpoint> endpoint_;
    static std::unique_ptr<test::PrometheusServer> server_;
};

std::unique_ptr<PrometheusClient> PrometheusServerTest::client_;
std::unique_ptr<PrometheusEndpoint> PrometheusServerTest::endpoint_;
std::unique_ptr<test::PrometheusServer> PrometheusServerTest::server_;

TEST_F(PrometheusServerTest, PromtoolFindsNothingToComplainOf) {
    const test::TempDir folder;
    const httplib::Result answer = scrape(*endpoint_);
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->body.find("queue_size_bytes_bucket"), std::string::npos);
    const std::string served = folder.write("metrics.txt", answer->body);
    const std::string said = folder.file("said.txt");
    test::ServerProcess promtool({"/bin/sh", "-c", "promtool check metrics <\"$0\" >\"$1\" 2>&1", served, said});
    const int code = promtool.wait();
    std::ifstream file(said);
    EXPECT_EQ(code, 0) << std::string(std::istreambuf_iterator<char>(file), {}) << answer->body;
}

TEST_F(PrometheusServerTest, HasTheValuesOfEveryInstrument) {
    EXPECT_EQ(query("http_requests_total"),
              (std::map<Labels, std::string>{{{{"code", "200"}, {"http_route", "/orders/{id}"}}, "5"}}));
    EXPECT_EQ(value_of("connections"), "-2");
    EXPECT_EQ(value_of("oven_temperature_celsius"), "181.5");
    EXPECT_EQ(value_of("load_ratio"), "0.25");
    EXPECT_EQ(value_of("process_uptime_seconds_total"), "42");
    EXPECT_EQ(value_of("process_threads"), "5");
    EXPECT_EQ(query("pool_free"), (std::map<Labels, std::string>{{{{"pool", "db"}}, "3"}}));
}

TEST_F(PrometheusServerTest, HasStrangeNamesAndValues) {
    EXPECT_EQ(query("_2xx_gr_e_strange_n_me_ok_k_g_total"),
              (std::map<Labels, std::string>{{{{"a_b", "1;2"},
                                               {"on", "true"},
                                               {"strange_value_", "back\\slash\nnewline"},
                                               {"otel_scope_name", "lib"},
                                               {"otel_scope_version", "1.2"},
                                               {"otel_scope_mascot", "bear"}},
                                              "1.5"}}));
    EXPECT_EQ(metadata_of("_2xx_gr_e_strange_n_me_ok_k_g")["help"], "Line one\nline \"two\" \\ three");
}

TEST_F(PrometheusServerTest, HasTheBucketsOfHistograms) {
    EXPECT_EQ(query("request_duration_seconds_bucket"),
              (std::map<Labels, std::string>{{{{"le", "0.1"}}, "1"}, {{{"le", "1.0"}}, "2"}, {{{"le", "+Inf"}}, "3"}}));
    EXPECT_EQ(value_of("request_duration_seconds_count"), "3");
    EXPECT_EQ(value_of("request_duration_seconds_sum"), "7.55");
    EXPECT_EQ(value_of("histogram_quantile(0.5, request_duration_seconds_bucket)"), "0.55");
}

TEST_F(PrometheusServerTest, HasPowersOfTwoOfExponentialHistograms) {
    const std::map<Labels, std::string> expected{
        {{{"le", "1.0"}}, "1"},   {{{"le", "2.0"}}, "2"},   {{{"le", "4.0"}}, "4"},    {{{"le", "8.0"}}, "4"},
        {{{"le", "16.0"}}, "4"},  {{{"le", "32.0"}}, "4"},  {{{"le", "64.0"}}, "4"},   {{{"le", "128.0"}}, "4"},
        {{{"le", "256.0"}}, "4"}, {{{"le", "512.0"}}, "4"}, {{{"le", "1024.0"}}, "5"}, {{{"le", "+Inf"}}, "5"}};
    EXPECT_EQ(query("queue_size_bytes_bucket"), expected);
    EXPECT_EQ(value_of("queue_size_bytes_sum"), "1010");
}

TEST_F(PrometheusServerTest, HasTypesUnitsAndDescriptions) {
    const json requests = metadata_of("http_requests");
    EXPECT_EQ(requests["type"], "counter");
    EXPECT_EQ(requests["help"], "Requests");
    EXPECT_EQ(requests["unit"], "");
    const json durations = metadata_of("request_duration_seconds");
    EXPECT_EQ(durations["type"], "histogram");
    EXPECT_EQ(durations["unit"], "seconds");
    EXPECT_EQ(metadata_of("connections")["type"], "gauge");
    EXPECT_EQ(metadata_of("target")["type"], "info");
}

TEST_F(PrometheusServerTest, HasTheResource) {
    const auto found = query("target_info");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.begin()->second, "1");
    const Labels& labels = found.begin()->first;
    EXPECT_EQ(labels.at("service_name"), "test-service");
    EXPECT_EQ(labels.at("telemetry_sdk_language"), "cpp");
    EXPECT_TRUE(labels.contains("service_instance_id"));
}

TEST_F(PrometheusServerTest, HasExemplarsWithTheirSpan) {
    const auto exemplars_of = [](const std::string& text) {
        std::map<std::string, json> found;  // by value
        for (const json& series :
             ask("/api/v1/query_exemplars", {{"query", text}, {"start", "0"}, {"end", "9999999999"}})) {
            for (const json& exemplar : series["exemplars"])
                found[exemplar["value"].get<std::string>()] = exemplar["labels"];
        }
        return found;
    };
    std::map<std::string, json> counted;
    ASSERT_TRUE(test::wait_until([&] { return !(counted = exemplars_of("http_requests_total")).empty(); }));
    const json span{{"trace_id", client_->context.trace_id.to_hex()}, {"span_id", client_->context.span_id.to_hex()}};
    json with_user = span;
    with_user["user"] = "ann";
    EXPECT_EQ(counted, (std::map<std::string, json>{{"3", with_user}}));
    EXPECT_EQ(exemplars_of("request_duration_seconds_bucket"),
              (std::map<std::string, json>{{"0.5", span}, {"7", span}}));
}

TEST_F(PrometheusServerTest, SeesWhatIsAddedLater) {
    client_->client->increment_counter("late", 4, {}, "{item}");
    EXPECT_TRUE(test::wait_until([] { return value_of("late_total") == "4"; }));
    client_->client->increment_counter("late", 3, {}, "{item}");
    EXPECT_TRUE(test::wait_until([] { return value_of("late_total") == "7"; }));
}

}  // namespace
}  // namespace telemetryflow::tests
