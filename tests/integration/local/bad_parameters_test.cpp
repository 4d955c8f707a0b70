#include <gtest/gtest.h>
#include <httplib.h>

#include "api/rfc3339.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::local {
namespace {

struct BadCase {
    std::string query;
    std::string parameter;
    std::string value;
    std::string accepted;
};

TEST(LocalBadParametersTest, NamesTheParameterItsValueAndWhatIsAccepted) {
    const testing::LocalBackend backend;
    const std::vector<BadCase> cases{
        {"traces?limit=0", "limit", "0", "1 to 10000"},
        {"spans?limit=10001", "limit", "10001", "1 to 10000"},
        {"logs?limit=ten", "limit", "ten", "1 to 10000"},
        {"metrics?limit=99999999999999999999", "limit", "99999999999999999999", "1 to 10000"},
        {"logs?offset=-1", "offset", "-1", "integer from 0"},
        {"traces?start=yesterday", "start", "yesterday", "RFC 3339"},
        {"traces?end=-5", "end", "-5", "nanoseconds"},
        {"traces?min_duration_ms=-1", "min_duration_ms", "-1", "not negative"},
        {"spans?max_duration_ms=nan", "max_duration_ms", "nan", "milliseconds"},
        {"traces?has_error=yes", "has_error", "yes", "true or false"},
        {"spans?attribute=novalue", "attribute", "novalue", "%3D"},
        {"spans?kind=sever", "kind", "sever", "server"},
        {"spans?trace_id=xyz", "trace_id", "xyz", "32 hexadecimal"},
        {"spans?name=a&operation=b", "name", "a", "not both"},
        {"logs?span_id=0102", "span_id", "0102", "16 hexadecimal"},
        {"logs?severity=loud", "severity", "loud", "1 to 24"},
        {"logs?severity=25", "severity", "25", "1 to 24"},
        {"logs?service=a&service=b", "service", "a", "one value"},
        {"metrics?latest=1", "latest", "1", "true or false"},
        {"metrics?name=x&aggregate=median", "aggregate", "median", "sum, avg, min, max or count"},
        {"metrics?aggregate=sum", "aggregate", "sum", "name"},
        {"metrics?name=x&group_by=zone", "group_by", "zone", "aggregate"},
        {"traces/nothex", "id", "nothex", "32 hexadecimal"},
        {"traces?page=2", "page", "page", "limit, offset"},
        {"status?limit=1", "limit", "limit", "none"},
        {"services?x=1", "x", "x", "none"},
    };
    for (const auto& bad : cases) {
        const auto reply = backend.get("/api/v1/" + bad.query);
        EXPECT_EQ(reply.status, 400) << bad.query;
        const auto error = nlohmann::json::parse(reply.body).at("error").get<std::string>();
        EXPECT_NE(error.find("'" + bad.parameter + "'"), std::string::npos) << error;
        EXPECT_NE(error.find("'" + bad.value + "'"), std::string::npos) << error;
        EXPECT_NE(error.find(bad.accepted), std::string::npos) << error;
    }
}

TEST(LocalBadParametersTest, AnswersOnlyGetUnderApi) {
    const testing::LocalBackend backend;
    httplib::Client client("127.0.0.1", backend.http_port());
    const auto reply = client.Post("/api/v1/spans", "{}", "application/json");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 405);
    EXPECT_EQ(reply->get_header_value("Allow"), "GET");
}

TEST(LocalRfc3339Test, ReadsTimesAndRefusesOtherTexts) {
    EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01Z"), 1'000'000'000);
    EXPECT_EQ(parse_rfc3339("2024-02-29T12:30:00.123456789Z"), 1'709'209'800'123'456'789);
    EXPECT_EQ(parse_rfc3339("2024-02-29t14:30:00.5+02:00"), parse_rfc3339("2024-02-29T12:30:00.500Z"));
    EXPECT_EQ(parse_rfc3339("2024-02-29T10:30:00-02:00"), parse_rfc3339("2024-02-29T12:30:00Z"));
    for (const char* text : {"", "2024-02-30T00:00:00Z", "2024-02-29", "2024-02-29T24:00:00Z", "2024-02-29T12:30:00",
                             "2024-02-29T12:30:00Zx", "2024-02-29T12:30:00.Z", "1969-12-31T23:59:59Z"}) {
        EXPECT_FALSE(parse_rfc3339(text)) << text;
    }
}

}  // namespace
}  // namespace telemetryflow::local
