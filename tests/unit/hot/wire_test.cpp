#include "hot/wire.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

std::string varint(std::uint64_t value) {
    char bytes[wire::kMaxVarint];
    return {bytes, wire::put_varint(bytes, value)};
}

TEST(WireTest, WritesVarintsOfTheSizeThatItSays) {
    EXPECT_EQ(varint(0), std::string(1, '\0'));
    EXPECT_EQ(varint(127), "\x7F");
    EXPECT_EQ(varint(128), "\x80\x01");
    EXPECT_EQ(varint(300), "\xAC\x02");
    EXPECT_EQ(varint(std::numeric_limits<std::uint64_t>::max()), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
    for (unsigned bit = 0; bit < 64; ++bit) {
        for (const std::uint64_t value : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1})
            EXPECT_EQ(varint(value).size(), wire::varint_size(value)) << value;
    }
}

TEST(WireTest, WritesFieldsAsProtobufDescribesThem) {
    char bytes[64];
    EXPECT_EQ(std::string(bytes, wire::put_varint_field(bytes, 1, 150)), "\x08\x96\x01");
    EXPECT_EQ(std::string(bytes, wire::put_bytes_field(bytes, 2, "testing")), "\x12\x07testing");
    EXPECT_EQ(std::string(bytes, wire::put_fixed32_field(bytes, 3, 1)), std::string("\x1D\x01\0\0\0", 5));
    EXPECT_EQ(std::string(bytes, wire::put_double_field(bytes, 4, 1.0)), std::string("\x21\0\0\0\0\0\0\xF0\x3F", 9));
    EXPECT_EQ(std::string(bytes, wire::put_bytes_field(bytes, 16, {})), std::string("\x82\x01\0", 3));
    EXPECT_EQ(wire::bytes_field_size(7), 9U);
    EXPECT_EQ(wire::bytes_field_size(128), 131U);
}

}  // namespace
}  // namespace telemetryflow::hot
