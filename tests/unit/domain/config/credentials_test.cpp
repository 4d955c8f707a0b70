#include "telemetryflow/domain/credentials.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow {
namespace {

std::string error_of(const std::string& id, const std::string& secret) {
    try {
        Credentials credentials(id, secret);
    } catch (const CredentialsError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(CredentialsTest, UsesTheFamilysFourMessages) {
    EXPECT_EQ(error_of("", "tfs_secret"), "API key ID is required");
    EXPECT_EQ(error_of("tfk_id", ""), "API key secret is required");
    EXPECT_EQ(error_of("key_id", "tfs_secret"), "API key ID must start with 'tfk_'");
    EXPECT_EQ(error_of("tfk_id", "secret"), "API key secret must start with 'tfs_'");
}

TEST(CredentialsTest, AcceptsAKeyWithItsPrefixes) {
    const Credentials credentials("tfk_a", "tfs_b~!");
    EXPECT_EQ(credentials.key_id(), "tfk_a");
    EXPECT_EQ(credentials.key_secret(), "tfs_b~!");
    EXPECT_EQ(Credentials::create("tfk_a", "tfs_b~!"), credentials);
}

TEST(CredentialsTest, RefusesABarePrefix) {
    EXPECT_EQ(error_of("tfk_", "tfs_secret"), "API key ID must have a value after its prefix 'tfk_'");
    EXPECT_EQ(error_of("tfk_id", "tfs_"), "API key secret must have a value after its prefix 'tfs_'");
}

TEST(CredentialsTest, TreatsPrefixesAsCaseSensitiveAndSwappedPartsAsWrong) {
    EXPECT_EQ(error_of("TFK_id", "tfs_secret"), "API key ID must start with 'tfk_'");
    EXPECT_EQ(error_of("tfs_secret", "tfk_id"), "API key ID must start with 'tfk_'");
}

class UnfitCharacter : public testing::TestWithParam<std::string> {};

TEST_P(UnfitCharacter, IsRefusedInBothParts) {
    const std::string bad = "x" + GetParam() + "y";
    EXPECT_EQ(error_of("tfk_" + bad, "tfs_secret"),
              "API key ID must consist of printable ASCII characters without spaces and line breaks");
    EXPECT_EQ(error_of("tfk_id", "tfs_" + bad),
              "API key secret must consist of printable ASCII characters without spaces and line breaks");
}

INSTANTIATE_TEST_SUITE_P(CredentialsTest, UnfitCharacter,
                         testing::Values("\r", "\n", "\r\nx-admin: 1", std::string(1, '\0'), " ", "\t", "\x7f",
                                         "\xc3\xa9", "\x01", "\xff"));

TEST(CredentialsTest, NamesTheFaultsOfBothPartsAtOnce) {
    EXPECT_EQ(Credentials::faults("", ""),
              (std::vector<std::string>{"API key ID is required", "API key secret is required"}));
    EXPECT_EQ(Credentials::faults("a b", "tfs_").size(), 3U);
    EXPECT_TRUE(Credentials::faults("tfk_id", "tfs_secret").empty());
}

// Defect G-13 of the family: a secret of one to three characters crashed, and errors showed parts of the key.
TEST(CredentialsTest, SurvivesShortPartsWithoutShowingThem) {
    for (const char* shown : {"Q", "QZ", "QZX", "QZXW"}) {
        EXPECT_EQ(error_of("tfk_id", shown), "API key secret must start with 'tfs_'");
        EXPECT_EQ(error_of(shown, "tfs_secret"), "API key ID must start with 'tfk_'");
    }
}

// Defect P-28 of the family: the printed form showed the first characters of the secret.
TEST(CredentialsTest, PrintsTheIdAndNothingOfTheSecret) {
    const Credentials credentials("tfk_id", "tfs_QZXW1234");
    std::ostringstream out;
    out << credentials;
    EXPECT_EQ(out.str(), "Credentials(key_id=tfk_id, key_secret=[REDACTED])");
    EXPECT_EQ(credentials.to_string(), out.str());
}

TEST(CredentialsTest, GivesTheFamilysHeaders) {
    const Credentials credentials("tfk_key123", "tfs_secret456");
    EXPECT_EQ(credentials.authorization_header(), "Bearer tfk_key123:tfs_secret456");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"Authorization", "Bearer tfk_key123:tfs_secret456"},
        {"X-TelemetryFlow-Key-ID", "tfk_key123"},
        {"X-TelemetryFlow-Key-Secret", "tfs_secret456"}};
    EXPECT_EQ(credentials.auth_headers(), expected);
}

TEST(CredentialsTest, ComparesBothPartsCompletely) {
    const Credentials key("tfk_id", "tfs_secret");
    EXPECT_TRUE(key.equals(Credentials("tfk_id", "tfs_secret")));
    EXPECT_FALSE(key == Credentials("tfk_ie", "tfs_secret"));
    EXPECT_FALSE(key == Credentials("tfk_id", "tfs_secreu"));
    EXPECT_FALSE(key == Credentials("tfk_id", "tfs_secre"));
    EXPECT_FALSE(key == Credentials("tfk_id", "tfs_Xecret"));
}

// Defect P-20 of the family: the error classes stood beside the root instead of under it.
TEST(CredentialsTest, ThrowsAnErrorUnderTheCommonRootWithItsCode) {
    try {
        Credentials credentials("", "");
        FAIL() << "an empty key was accepted";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidCredentials);
    }
}

}  // namespace
}  // namespace telemetryflow
