// Which parts of a URL are recorded.

#include "telemetryflow/integration/redact_url.hpp"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using integration::redact_url;

TEST(RedactUrlTest, AUrlWithoutSecretsStaysAsItIs) {
    for (const std::string url :
         {"", "https://shop.example/orders/17?page=2&sort=name#top", "http://[::1]:8080/", "https://shop.example",
          "shop.example/path", "http://shop.example/a@b?mail=a@b", "http://h/?", "http://h/?&&=", "not a url at all",
          "http://h/?token", "%", "http://h/?%=%zz"})
        EXPECT_EQ(redact_url(url), url);
}

TEST(RedactUrlTest, UserNameAndPasswordAreNotRecorded) {
    EXPECT_EQ(redact_url("https://ada:secret@h/x"), "https://REDACTED:REDACTED@h/x");
    EXPECT_EQ(redact_url("https://ada@h:81"), "https://REDACTED@h:81");
    EXPECT_EQ(redact_url("https://ada:p@ss:w@h/x@y"), "https://REDACTED:REDACTED@h/x@y");
    EXPECT_EQ(redact_url("ada:secret@h/x"), "REDACTED:REDACTED@h/x");
}

TEST(RedactUrlTest, ValuesOfSecretParametersAreNotRecorded) {
    EXPECT_EQ(redact_url("https://h/x?a=1&sig=abc&b=2"), "https://h/x?a=1&sig=REDACTED&b=2");
    EXPECT_EQ(redact_url("https://h/x?X-Goog-Signature=abc"), "https://h/x?X-Goog-Signature=REDACTED");
    EXPECT_EQ(redact_url("https://h/x?AWSAccessKeyId=abc&Signature=d=e"),
              "https://h/x?AWSAccessKeyId=REDACTED&Signature=REDACTED");
    EXPECT_EQ(redact_url("https://h?PassWord=x;token=y"), "https://h?PassWord=REDACTED;token=REDACTED");
    EXPECT_EQ(redact_url("https://h/?%74oken=y"), "https://h/?%74oken=REDACTED");
    EXPECT_EQ(redact_url("https://h/cb#access_token=abc&state=1"), "https://h/cb#access_token=REDACTED&state=1");
    EXPECT_EQ(redact_url("https://h/?u=http://x/?token=abc"), "https://h/?u=http://x/?token=REDACTED");
}

TEST(RedactUrlTest, NamesOfTheUsersOwnAreRedactedToo) {
    const std::vector<std::string> more = {"Tenant-Key"};
    EXPECT_EQ(redact_url("https://h/?tenant-key=1&page=2", more), "https://h/?tenant-key=REDACTED&page=2");
    EXPECT_EQ(redact_url("https://h/?tenant-key=1"), "https://h/?tenant-key=1");
}

// Any text between the delimiters, around a secret that must never come through.
TEST(RedactUrlTest, SecretsNeverComeThrough) {
    std::mt19937 random(17);
    const std::string alphabet = "ab19%=&;?#/:@.[]-_ \\\x01\xff";
    const auto noise = [&](const std::string& excluded) {
        std::string text;
        for (std::size_t length = random() % 12; text.size() < length;) {
            const char c = alphabet[random() % alphabet.size()];
            if (excluded.find(c) == std::string::npos) text += c;
        }
        return text;
    };
    const std::string secret = "S3CR3T";
    for (int round = 0; round < 20'000; ++round) {
        const std::string in_query = "https://" + noise("?#") + "?" + noise("") + "&token=" + noise("&;?#") + secret +
                                     noise("&;?#") + "&" + noise("");
        ASSERT_EQ(redact_url(in_query).find(secret), std::string::npos) << in_query;
        const std::string in_user = "https://" + noise("/?#") + secret + noise("/?#") + "@" + noise("") + "/";
        ASSERT_EQ(redact_url(in_user).find(secret), std::string::npos) << in_user;
    }
}

}  // namespace
}  // namespace telemetryflow::tests
