#include "middleware/query_redaction.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/integration/redact_url.hpp"
#include "telemetryflow/middleware/middleware_options.hpp"
#include "telemetryflow/middleware/secret_parameters.hpp"

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
        {"Token=abc", "Token=REDACTED"},
        {"%74oken=abc&s%69G=1", "%74oken=REDACTED&s%69G=REDACTED"},
        {"%7oken=abc&%=1&%74=1", "%7oken=abc&%=1&%74=1"},
        {"a=1;token=abc;b=2", "a=1;token=REDACTED;b=2"},
        {"xtoken=abc&tokens=1", "xtoken=abc&tokens=1"},
        {"&&a=1&", "&&a=1&"},
    };
    for (const auto& [in, out] : cases)
        EXPECT_EQ(redacted(in), out);
}

// What a client takes for a secret in the URL that it calls, its server does too.
TEST(QueryRedactionTest, ServersAndClientsKnowTheSameSecretsByDefault) {
    const QueryRedaction server(MiddlewareOptions().redacted_query_parameters);
    for (const std::string& name : secret_parameter_names()) {
        QueryRedaction::Text text;
        server.append(text, name + "=abc&page=2");
        EXPECT_EQ(text.view(), name + "=REDACTED&page=2");
        EXPECT_EQ(integration::redact_url("http://h/?" + name + "=abc&page=2"),
                  "http://h/?" + name + "=REDACTED&page=2");
    }
    const auto names = secret_parameter_names();
    for (const char* name : {"awsaccesskeyid", "signature", "sig", "x-goog-signature", "token", "api_key", "password",
                             "x-amz-signature", "client_secret", "refresh_token"})
        EXPECT_NE(std::ranges::find(names, name), names.end()) << name;
}

TEST(QueryRedactionTest, CutsWhatIsTooLong) {
    const std::string kept = redacted("a=" + std::string(5000, 'x') + "&token=secret");
    EXPECT_EQ(kept.size(), 1024U);
    EXPECT_EQ(kept.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::middleware
