#include "store/encoding.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::local {
namespace {

// RFC 4648 section 10.
const std::vector<std::pair<std::string, std::string>> kVectors{{"", ""},
                                                                {"f", "Zg=="},
                                                                {"fo", "Zm8="},
                                                                {"foo", "Zm9v"},
                                                                {"foob", "Zm9vYg=="},
                                                                {"fooba", "Zm9vYmE="},
                                                                {"foobar", "Zm9vYmFy"}};

TEST(EncodingTest, WritesAndReadsTheVectorsOfRfc4648) {
    for (const auto& [bytes, text] : kVectors) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
        EXPECT_EQ(from_base64(text.substr(0, text.find('='))), bytes);
    }
}

TEST(EncodingTest, ReadsBothAlphabets) {
    EXPECT_EQ(from_base64("-_8="), from_base64("+/8="));
    EXPECT_EQ(from_base64("+/8="), "\xFB\xFF");
}

TEST(EncodingTest, RefusesTextsThatAreNotBase64) {
    for (const char* text : {"a", "Zg=", "Zg===", "Zm9v=", "Z g=", "====", "Zm9vYg==Zg=="}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
}

TEST(EncodingTest, WritesAndReadsHexadecimalDigits) {
    EXPECT_EQ(to_hex(std::string("\x00\x7F\xAB", 3)), "007fab");
    EXPECT_EQ(from_hex("007fAB"), std::string("\x00\x7F\xAB", 3));
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("0g"));
}

}  // namespace
}  // namespace telemetryflow::local
