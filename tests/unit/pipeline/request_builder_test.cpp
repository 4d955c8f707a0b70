#include "pipeline/request_builder.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/otlp_requests.hpp"
#include "support/scoped_request.hpp"

namespace telemetryflow::tests {
namespace {

// A log record with that body as the element of ScopeLogs.log_records.
std::string element_of(const std::string& body) {
    otlp::logs::v1::ScopeLogs scope;
    scope.add_log_records()->mutable_body()->set_string_value(body);
    return scope.SerializeAsString();
}

class RequestBuilderTest : public ::testing::Test {
protected:
    static constexpr std::uint16_t kScopes = 4;

    void begin(std::size_t max_bytes = 1U << 20U) {
        batch_.clear();
        builder_.begin(envelope_, max_bytes, batch_);
    }
    // As its users do it; false when the record does not fit.
    bool add(std::uint16_t scope, const std::string& body) {
        const std::string element = element_of(body);
        if (!builder_.is_at(scope)) builder_.go_to(scope, scopes_[scope]);
        if (batch_.items != 0 && !builder_.has_room(element.size())) return false;
        EXPECT_TRUE(builder_.add(element));
        ++batch_.items;
        return true;
    }
    LogsRequest finish() {
        builder_.finish();
        LogsRequest decoded = decode_logs(batch_.body());
        // In the order of the field numbers, every scope once.
        EXPECT_EQ(decoded.SerializeAsString(), batch_.body());
        EXPECT_EQ(decoded.resource_logs_size(), 1);
        return decoded;
    }
    static std::map<std::string, std::vector<std::string>> bodies(const LogsRequest& request) {
        std::map<std::string, std::vector<std::string>> by_scope;
        for (const auto& scope : request.resource_logs(0).scope_logs()) {
            auto& of_scope = by_scope[scope.scope().name() + scope.schema_url()];
            EXPECT_TRUE(of_scope.empty()) << "a scope is there twice";
            for (const auto& record : scope.log_records())
                of_scope.push_back(record.body().string_value());
        }
        return by_scope;
    }

    pipeline::Envelope envelope_{"\x0A\x07\x0A\x05name1"};
    std::vector<hot::ScopeFields> scopes_{scope_fields("own", "1"), scope_fields("b", "2", "url"),
                                          scope_fields(std::string(200, 'c'), ""), hot::ScopeFields{}};
    pipeline::Batch batch_;
    pipeline::RequestBuilder builder_;
};

TEST_F(RequestBuilderTest, PutsRecordsOfOneScopeAfterOneAnother) {
    begin();
    EXPECT_TRUE(add(1, "a"));
    EXPECT_TRUE(add(1, "b"));
    const auto expected = std::map<std::string, std::vector<std::string>>{{"burl", {"a", "b"}}};
    EXPECT_EQ(bodies(finish()), expected);
}

TEST_F(RequestBuilderTest, HasEveryScopeOnceHoweverTheirRecordsMix) {
    begin();
    for (const auto& [scope, body] : std::vector<std::pair<std::uint16_t, std::string>>{
             {0, "1"}, {1, "2"}, {0, "3"}, {2, "4"}, {1, "5"}, {3, "6"}, {0, "7"}})
        EXPECT_TRUE(add(scope, body));
    const auto expected = std::map<std::string, std::vector<std::string>>{
        {"own", {"1", "3", "7"}}, {"burl", {"2", "5"}}, {std::string(200, 'c'), {"4"}}, {"", {"6"}}};
    EXPECT_EQ(bodies(finish()), expected);
}

TEST_F(RequestBuilderTest, LeavesOutAScopeWhoseRecordDidNotFit) {
    begin(150);
    EXPECT_TRUE(add(0, std::string(60, 'x')));
    EXPECT_FALSE(add(1, std::string(200, 'y')));
    EXPECT_EQ(bodies(finish()).size(), 1U);
}

TEST_F(RequestBuilderTest, TakesOneRecordHoweverLargeItIs) {
    begin(50);
    EXPECT_TRUE(add(2, std::string(1000, 'x')));
    EXPECT_FALSE(add(2, ""));
    EXPECT_FALSE(add(0, ""));
    EXPECT_EQ(bodies(finish()).size(), 1U);
}

// Any mix of scopes and sizes: what went in comes out, no request is too large, and none could have held the next.
TEST_F(RequestBuilderTest, FillsRequestsToTheirBoundWithAnyMix) {
    std::mt19937 random(20'260'726);
    for (int round = 0; round < 300; ++round) {
        const std::size_t max_bytes = 300 + random() % 3000;
        begin(max_bytes);
        std::map<std::string, std::vector<std::string>> expected;
        std::uint16_t scope = 0;
        std::string body;
        for (;;) {
            if (random() % 3 == 0) scope = static_cast<std::uint16_t>(random() % kScopes);
            body.assign(random() % 200, static_cast<char>('a' + random() % 26));
            if (!add(scope, body)) break;
            expected[scope == 0   ? "own"
                     : scope == 1 ? "burl"
                     : scope == 2 ? std::string(200, 'c')
                                  : ""]
                .push_back(body);
        }
        LogsRequest request = finish();
        EXPECT_EQ(bodies(request), expected);
        // One record goes out however large it is.
        if (batch_.items != 1) {
            EXPECT_LE(batch_.body().size(), max_bytes);
        }
        // The one that was refused, where protobuf would have put it.
        auto& scopes = *request.mutable_resource_logs(0)->mutable_scope_logs();
        otlp::logs::v1::ScopeLogs* of_scope = nullptr;
        for (auto& known : scopes) {
            if (known.scope().name() == (scope == 0   ? "own"
                                         : scope == 1 ? "b"
                                         : scope == 2 ? std::string(200, 'c')
                                                      : ""))
                of_scope = &known;
        }
        if (of_scope == nullptr) {
            of_scope = scopes.Add();
            ASSERT_TRUE(of_scope->ParseFromString(scopes_[scope].scope + scopes_[scope].schema_url));
        }
        of_scope->add_log_records()->mutable_body()->set_string_value(body);
        EXPECT_GT(request.ByteSizeLong(), max_bytes);
    }
}

}  // namespace
}  // namespace telemetryflow::tests
