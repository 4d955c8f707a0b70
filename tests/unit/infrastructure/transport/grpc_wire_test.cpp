#include "infrastructure/transport/grpc_wire.hpp"

#include <random>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(GrpcWireTest, WritesThePrefixBigEndian) {
    const auto prefix = grpc_prefix(true, 0x01020304);
    const std::array<std::byte, 5> expected{std::byte{1}, std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
    EXPECT_EQ(prefix, expected);
    EXPECT_EQ(grpc_prefix(false, 5)[0], std::byte{0});
}

TEST(GrpcWireTest, ReadsExactlyOneMessage) {
    const auto frame = parse_grpc_frame(std::string_view("\1\0\0\0\3abc", 8));
    ASSERT_TRUE(frame.has_value());
    EXPECT_TRUE(frame->compressed);
    EXPECT_EQ(frame->message, "abc");
    EXPECT_TRUE(parse_grpc_frame(std::string_view("\0\0\0\0\0", 5)).has_value());
}

TEST(GrpcWireTest, RefusesFramesThatAreCutOrFollowedOrMarkedStrangely) {
    for (const auto body : {std::string_view(""), std::string_view("\0\0\0\0", 4), std::string_view("\0\0\0\0\3ab", 7),
                            std::string_view("\0\0\0\0\1ab", 7), std::string_view("\2\0\0\0\0", 5),
                            std::string_view("\0\xFF\xFF\xFF\xFFx", 6)}) {
        EXPECT_FALSE(parse_grpc_frame(body).has_value());
    }
}

TEST(GrpcWireTest, WritesTimeoutsInAtMostEightDigits) {
    EXPECT_EQ(grpc_timeout(milliseconds(200)), "200m");
    EXPECT_EQ(grpc_timeout(milliseconds(0)), "1m");
    EXPECT_EQ(grpc_timeout(milliseconds(-10)), "1m");
    EXPECT_EQ(grpc_timeout(milliseconds(99'999'999)), "99999999m");
    EXPECT_EQ(grpc_timeout(milliseconds(100'000'999)), "100000S");
    EXPECT_EQ(grpc_timeout(hours(10'000'000)), "99999999S");
}

TEST(GrpcWireTest, ReadsAStatusAndTakesGarbageForUnknown) {
    EXPECT_EQ(parse_grpc_status(""), -1);
    EXPECT_EQ(parse_grpc_status("0"), 0);
    EXPECT_EQ(parse_grpc_status("14"), 14);
    EXPECT_EQ(parse_grpc_status("99"), 99);
    for (const char* text : {"x", "-1", "1x", " 1", "99999999999"})
        EXPECT_EQ(parse_grpc_status(text), 2) << text;
}

TEST(GrpcWireTest, UndoesPercentEncoding) {
    EXPECT_EQ(percent_decode("a%20b%0A%c3%A9"), "a b\n\xC3\xA9");
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%4"), "%4");
    EXPECT_EQ(percent_decode("%zz%-1%+1"), "%zz%-1%+1");
    EXPECT_EQ(percent_decode("%41"), "A");
}

TEST(GrpcWireTest, UndoesBase64WithAndWithoutPadding) {
    EXPECT_EQ(base64_decode(""), "");
    EXPECT_EQ(base64_decode("Zg=="), "f");
    EXPECT_EQ(base64_decode("Zg"), "f");
    EXPECT_EQ(base64_decode("Zm8="), "fo");
    EXPECT_EQ(base64_decode("Zm8"), "fo");
    EXPECT_EQ(base64_decode("Zm9vYmFy"), "foobar");
    EXPECT_EQ(base64_decode("+/+/"), "\xFB\xFF\xBF");
    for (const char* text : {"Z", "Zm9v!", "Zm 9v", "Z=m9"})
        EXPECT_FALSE(base64_decode(text).has_value()) << text;
}

TEST(GrpcWireTest, EndsOnAnyBytes) {
    std::mt19937 random(2);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto left = random() % 30; left > 0; --left)
            text += static_cast<char>(random());
        EXPECT_LE(percent_decode(text).size(), text.size());
        EXPECT_LE(base64_decode(text).value_or("").size(), text.size());
        EXPECT_LE(parse_grpc_frame(text).value_or(GrpcFrame{}).message.size(), text.size());
        EXPECT_GE(parse_grpc_status(text), -1);
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
