#include "middleware/query_redaction.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::middleware {
namespace {

std::string redacted(std::string_view query) {
    QueryRedaction::Text text;
    QueryRedaction({"token", "sig"}).append(text, query);
    return std::string(text.view());
}

TEST(QueryRedactionTest, ReplacesTheValuesOfItsParametersAlone) {
    const struct {
        const char* in;
        const char* out;
    } cases[] = {
        {"", ""},
        {"a=1", "a=1"},
        {"token=abc", "token=REDACTED"},
        {"a=1&token=abc&b=2", "a=1&token=REDACTED&b=2"},
        {"token=a=b&sig=", "token=REDACTED&sig=REDACTED"},
        {"token", "token"},
        {"Token=abc", "Token=abc"},
        {"xtoken=abc&tokens=1", "xtoken=abc&tokens=1"},
        {"&&a=1&", "&&a=1&"},
    };
    for (const auto& [in, out] : cases)
        EXPECT_EQ(redacted(in), out);
}

TEST(QueryRedactionTest, CutsWhatIsTooLong) {
    const std::string kept = redacted("a=" + std::string(5000, 'x') + "&token=secret");
    EXPECT_EQ(kept.size(), 1024U);
    EXPECT_EQ(kept.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::middleware
