#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;
using Names = std::vector<std::string>;
using opentelemetry::proto::trace::v1::Span;

class LocalSpansApiTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        backend_ = new LocalBackend();
        samples::Traces traces("shop");
        auto& first = traces.span('\x01', '\x01', 0, "first", 0, 100);
        first.set_kind(Span::SPAN_KIND_SERVER);
        *first.add_attributes() = samples::attribute("text", "it's \"quoted\" 50% \xC3\xA9");
        *first.add_attributes() = samples::attribute("count", std::int64_t{9007199254740993});
        *first.add_attributes() = samples::attribute("ratio", 0.5);
        *first.add_attributes() = samples::attribute("flag", true);
        auto& bytes = *first.add_attributes();
        bytes.set_key("bytes");
        bytes.mutable_value()->set_bytes_value(std::string("\x00\xFF\x10", 3));
        auto& list = *first.add_attributes();
        list.set_key("list");
        for (const int value : {1, 2})
            list.mutable_value()->mutable_array_value()->add_values()->set_int_value(value);
        auto& map = *first.add_attributes();
        map.set_key("map");
        *map.mutable_value()->mutable_kvlist_value()->add_values() = samples::attribute("inner", 1.0);
        first.add_attributes()->set_key("empty");
        *first.add_attributes() = samples::attribute("nan", std::numeric_limits<double>::quiet_NaN());
        auto& second = traces.span('\x02', '\x02', 0, "second", 10, 5);
        second.set_kind(Span::SPAN_KIND_CLIENT);
        second.mutable_status()->set_code(opentelemetry::proto::trace::v1::Status::STATUS_CODE_ERROR);
        send(*backend_, traces.request);
    }
    static void TearDownTestSuite() { delete std::exchange(backend_, nullptr); }

    static Names names(const std::string& query) {
        return column(backend_->get_json("/api/v1/spans?" + query), "name");
    }
    static inline LocalBackend* backend_ = nullptr;
};

TEST_F(LocalSpansApiTest, KeepsTheTypesOfAttributes) {
    const nlohmann::json expected{{"text", "it's \"quoted\" 50% \xC3\xA9"},
                                  {"count", 9007199254740993},
                                  {"ratio", 0.5},
                                  {"flag", true},
                                  {"bytes", "AP8Q"},
                                  {"list", {1, 2}},
                                  {"map", {{"inner", 1.0}}},
                                  {"empty", nullptr},
                                  {"nan", "NaN"}};
    const auto stored = backend_->get_json("/api/v1/spans?name=first")["items"][0]["attributes"];
    EXPECT_EQ(stored, expected);
    EXPECT_TRUE(stored["count"].is_number_integer());
    EXPECT_TRUE(stored["map"]["inner"].is_number_float());
}

TEST_F(LocalSpansApiTest, FindsAttributesOfEveryType) {
    EXPECT_EQ(names("attribute=count%3D9007199254740993"), (Names{"first"}));
    EXPECT_EQ(names("attribute=count%3D9007199254740992"), Names{});
    EXPECT_EQ(names("attribute=ratio%3D0.50"), (Names{"first"}));
    EXPECT_EQ(names("attribute=flag%3Dtrue"), (Names{"first"}));
    EXPECT_EQ(names("attribute=flag%3D1"), Names{});
    EXPECT_EQ(names("attribute=text%3Dit%27s%20%22quoted%22%2050%25%20%C3%A9"), (Names{"first"}));
    EXPECT_EQ(names("attribute=flag%3Dtrue&attribute=ratio%3D0.5"), (Names{"first"}));
    EXPECT_EQ(names("attribute=flag%3Dtrue&attribute=ratio%3D0.6"), Names{});
}

TEST_F(LocalSpansApiTest, TreatsHostileValuesAsValues) {
    EXPECT_EQ(names("name=%27%20OR%201%3D1--"), Names{});
    EXPECT_EQ(names("attribute=%27)%3B%20DROP%20TABLE%20spans%3B--%3Dx"), Names{});
    EXPECT_EQ(names(""), (Names{"second", "first"}));
}

TEST_F(LocalSpansApiTest, FiltersByNameTraceKindDurationAndError) {
    EXPECT_EQ(names("name=second"), (Names{"second"}));
    EXPECT_EQ(names("operation=second"), (Names{"second"}));
    EXPECT_EQ(names("trace_id=" + samples::trace_hex('\x01')), (Names{"first"}));
    EXPECT_EQ(names("kind=client"), (Names{"second"}));
    EXPECT_EQ(names("min_duration_ms=6"), (Names{"first"}));
    EXPECT_EQ(names("max_duration_ms=5"), (Names{"second"}));
    EXPECT_EQ(names("has_error=true"), (Names{"second"}));
    EXPECT_EQ(names("has_error=false"), (Names{"first"}));
    EXPECT_EQ(names("service=nobody"), Names{});
}

TEST_F(LocalSpansApiTest, PagesAndTakesAnEmptyValueAsAbsent) {
    EXPECT_EQ(names("limit=1&offset=1&service=&name="), (Names{"first"}));
}

}  // namespace
}  // namespace telemetryflow::local
