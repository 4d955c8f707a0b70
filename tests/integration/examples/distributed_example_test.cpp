// examples/distributed: four processes (libcurl, cpp-httplib, gRPC, a queue in SQLite) and one trace.

#include <csignal>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <httplib.h>

#include "integration/examples/example_run.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

class DistributedExampleTest : public ::testing::Test {
protected:
    using Spans = std::map<std::string, json>;  // by service, kind and name

    void SetUp() override {
        const std::string file = folder_.file("shop.db");
        worker_ = start(EXAMPLE_DISTRIBUTED_WORKER, {file});
        worker_->wait_for_line("waiting for jobs");
        inventory_ = start(EXAMPLE_DISTRIBUTED_INVENTORY, {file});
        api_ = start(EXAMPLE_DISTRIBUTED_API, {address_of(*inventory_)});
        url_ = address_of(*api_);
    }

    /// What the client printed of one order.
    std::string order(const std::string& item) {
        const auto client = start(EXAMPLE_DISTRIBUTED_CLIENT, {url_, item});
        EXPECT_EQ(client->wait(), 0) << client->output();
        expect_no_loss(*client);
        return client->output().substr(0, client->output().find('\n'));
    }

    /// Ends a server, which delivers what it has.
    static void stop(Program& server) {
        server.send_signal(SIGTERM);
        ASSERT_EQ(server.wait(), 0) << server.output();
    }

    /// Everything that arrived, of one trace and without two spans alike.
    Spans spans() {
        Spans out;
        std::set<std::string> traces;
        for (const json& span : items(backend_, "spans")) {
            traces.insert(span.at("trace_id"));
            EXPECT_TRUE(out.emplace(name_of(span), span).second) << "twice: " << span;
        }
        EXPECT_EQ(traces.size(), 1U);
        return out;
    }

    /// Each span's parent by name, "" for a root and "?" for one that did not arrive.
    static std::map<std::string, std::string> parents(const Spans& spans) {
        std::map<std::string, std::string> names{{"", ""}};
        for (const auto& [name, span] : spans)
            names[span.at("span_id")] = name;
        std::map<std::string, std::string> out;
        for (const auto& [name, span] : spans) {
            const auto parent = names.find(span.at("parent_span_id"));
            out[name] = parent == names.end() ? "?" : parent->second;
        }
        return out;
    }

    static std::string status(const json& span) { return span.at("status").at("code"); }

    const testing::LocalBackend backend_;
    std::unique_ptr<Program> worker_;
    std::unique_ptr<Program> inventory_;
    std::unique_ptr<Program> api_;
    std::string url_;  // of the API

private:
    std::unique_ptr<Program> start(const char* program, const std::vector<std::string>& arguments) {
        return std::make_unique<Program>(program, arguments, reporting_to(backend_, "grpc"));
    }
    static std::string address_of(Program& server) {
        const std::string start = "listening on ";
        return server.wait_for_line(start).substr(start.size());
    }
    static std::string name_of(const json& span) {
        return span.at("service").get<std::string>() + ' ' + span.at("kind").get<std::string>() + ' ' +
               span.at("name").get<std::string>();
    }

    const test::TempDir folder_;
};

TEST_F(DistributedExampleTest, AnOrderIsOneTreeOverFourProcesses) {
    EXPECT_EQ(order("lamp"), "lamp: 201");
    worker_->wait_for_line("shipped lamp");
    for (Program* server : {api_.get(), inventory_.get(), worker_.get()}) {
        stop(*server);
        expect_no_loss(*server);
    }
    const Spans arrived = spans();
    const std::map<std::string, std::string> expected{
        {"example-client internal place order", ""},
        {"example-client client POST", "example-client internal place order"},
        {"example-api server POST /orders", "example-client client POST"},
        {"example-api client shop.Inventory/Reserve", "example-api server POST /orders"},
        {"example-inventory server shop.Inventory/Reserve", "example-api client shop.Inventory/Reserve"},
        {"example-inventory client SELECT items", "example-inventory server shop.Inventory/Reserve"},
        {"example-inventory producer send jobs", "example-inventory server shop.Inventory/Reserve"},
        {"example-inventory client INSERT jobs", "example-inventory producer send jobs"},
        {"example-shipping consumer process jobs", "example-inventory producer send jobs"},
        {"example-shipping client UPDATE jobs", "example-shipping consumer process jobs"}};
    EXPECT_EQ(parents(arrived), expected);
    for (const auto& [name, span] : arrived)
        EXPECT_EQ(status(span), "unset") << name;
}

TEST_F(DistributedExampleTest, BothSidesOfACallSayTheSame) {
    order("chair");
    stop(*api_);
    stop(*inventory_);
    stop(*worker_);
    Spans arrived = spans();
    const json sent = arrived.at("example-client client POST").at("attributes");
    const json received = arrived.at("example-api server POST /orders").at("attributes");
    EXPECT_EQ(sent.at("http.response.status_code"), 201);
    EXPECT_EQ(received.at("http.response.status_code"), 201);
    EXPECT_EQ(sent.at("server.port"), received.at("server.port"));
    EXPECT_EQ(received.at("http.route"), "/orders");
    const json called = arrived.at("example-api client shop.Inventory/Reserve").at("attributes");
    const json handled = arrived.at("example-inventory server shop.Inventory/Reserve").at("attributes");
    EXPECT_EQ(called.at("rpc.method"), "shop.Inventory/Reserve");
    EXPECT_EQ(handled.at("rpc.method"), called.at("rpc.method"));
    EXPECT_EQ(handled.at("rpc.response.status_code"), "OK");
    EXPECT_EQ(called.at("rpc.response.status_code"), "OK");
}

TEST_F(DistributedExampleTest, BaggageAndLogsGoAlongWithTheTrace) {
    order("lamp");
    worker_->wait_for_line("shipped lamp");
    for (Program* server : {api_.get(), inventory_.get(), worker_.get()})
        stop(*server);
    const Spans arrived = spans();
    for (const char* name : {"example-api server POST /orders", "example-shipping consumer process jobs"})
        EXPECT_EQ(arrived.at(name).at("attributes").at("customer.tier"), "gold") << name;
    std::map<std::string, std::string> spans_of_logs;
    for (const json& log : items(backend_, "logs")) {
        for (const auto& [name, span] : arrived) {
            if (span.at("span_id") == log.at("span_id") && span.at("trace_id") == log.at("trace_id"))
                spans_of_logs[log.at("body")] = name;
        }
        EXPECT_EQ(log.at("attributes").at("item"), "lamp");
    }
    const std::map<std::string, std::string> expected{
        {"order accepted", "example-client internal place order"},
        {"order placed", "example-api server POST /orders"},
        {"item reserved", "example-inventory server shop.Inventory/Reserve"},
        {"item shipped", "example-shipping consumer process jobs"}};
    EXPECT_EQ(spans_of_logs, expected);
}

// What the SDK itself has no use for goes along too, through HTTP, gRPC and the table.
TEST_F(DistributedExampleTest, ACallersTracestateAndBaggageReachTheWorker) {
    constexpr const char* kTrace = "0af7651916cd43dd8448eb211c80319c";
    httplib::Client caller(url_);
    const httplib::Headers headers{{"traceparent", std::string("00-") + kTrace + "-b7ad6b7169203331-01"},
                                   {"tracestate", "acme=t61rcWkgMzE"},
                                   {"baggage", "customer.tier=silver,region=north"}};
    const auto answer = caller.Post("/orders", headers, "item=chair", "application/x-www-form-urlencoded");
    ASSERT_TRUE(answer) << httplib::to_string(answer.error());
    EXPECT_EQ(answer->status, 201);
    worker_->wait_for_line("shipped chair");
    for (Program* server : {api_.get(), inventory_.get(), worker_.get()})
        stop(*server);
    const Spans arrived = spans();
    EXPECT_EQ(arrived.size(), 8U);
    for (const auto& [name, span] : arrived) {
        EXPECT_EQ(span.at("trace_id"), kTrace) << name;
        EXPECT_EQ(span.at("trace_state"), "acme=t61rcWkgMzE") << name;
    }
    EXPECT_EQ(arrived.at("example-shipping consumer process jobs").at("attributes").at("customer.tier"), "silver");
}

TEST_F(DistributedExampleTest, AnUnknownItemIsTheCallersErrorAndNotTheServers) {
    EXPECT_EQ(order("unicorn"), "unicorn: 404");
    for (Program* server : {api_.get(), inventory_.get(), worker_.get()})
        stop(*server);
    std::map<std::string, std::string> statuses;
    const Spans arrived = spans();
    for (const auto& [name, span] : arrived)
        statuses[name] = status(span) + ' ' + span.at("attributes").value("error.type", "");
    const std::map<std::string, std::string> expected{{"example-client internal place order", "error "},
                                                      {"example-client client POST", "error 404"},
                                                      {"example-api server POST /orders", "unset "},
                                                      {"example-api client shop.Inventory/Reserve", "error NOT_FOUND"},
                                                      {"example-inventory server shop.Inventory/Reserve", "unset "},
                                                      {"example-inventory client SELECT items", "unset "}};
    EXPECT_EQ(statuses, expected);
    EXPECT_EQ(
        arrived.at("example-inventory server shop.Inventory/Reserve").at("attributes").at("rpc.response.status_code"),
        "NOT_FOUND");
}

TEST_F(DistributedExampleTest, AnInventoryThatIsGoneIsAnErrorOfTheServerToo) {
    stop(*inventory_);
    EXPECT_EQ(order("lamp"), "lamp: 503");
    stop(*api_);
    stop(*worker_);
    const Spans arrived = spans();
    std::map<std::string, std::string> statuses;
    for (const auto& [name, span] : arrived)
        statuses[name] = status(span) + ' ' + span.at("attributes").value("error.type", "");
    const std::map<std::string, std::string> expected{
        {"example-client internal place order", "error "},
        {"example-client client POST", "error 503"},
        {"example-api server POST /orders", "error 503"},
        {"example-api client shop.Inventory/Reserve", "error UNAVAILABLE"}};
    EXPECT_EQ(statuses, expected);
    EXPECT_EQ(parents(arrived).at("example-api client shop.Inventory/Reserve"), "example-api server POST /orders");
}

}  // namespace
}  // namespace telemetryflow::tests
