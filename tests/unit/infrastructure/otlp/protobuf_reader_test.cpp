#include "infrastructure/otlp/protobuf_reader.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "support/rpc_status_bytes.hpp"

namespace telemetryflow::infrastructure {
namespace {

using test::length_field;
using test::varint_field;

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

bool is_well_formed(const std::string& text) {
    ProtobufReader reader(bytes_of(text));
    ProtobufField field;
    while (reader.next(field)) {
    }
    return !reader.failed();
}

TEST(ProtobufReaderTest, WalksFieldsOfEveryWireType) {
    const auto text = varint_field(1, 300) + length_field(2, "abc") + std::string("\x19\1\0\0\0\0\0\0\0", 9) +
                      std::string("\x25\2\0\0\0", 5) + varint_field(536'870'911, ~0ULL);
    ProtobufReader reader(bytes_of(text));
    ProtobufField field;
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.number, 1U);
    EXPECT_EQ(field.value, 300U);
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.type, WireType::Length);
    EXPECT_EQ(field.text(), "abc");
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.type, WireType::Fixed64);
    EXPECT_EQ(field.value, 1U);
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.type, WireType::Fixed32);
    EXPECT_EQ(field.value, 2U);
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.number, 536'870'911U);
    EXPECT_EQ(field.value, ~0ULL);
    EXPECT_FALSE(reader.next(field));
    EXPECT_FALSE(reader.failed());
}

TEST(ProtobufReaderTest, StopsAtWhatIsMalformed) {
    for (const std::string& text : {
             std::string("\x08"),                            // no value
             std::string("\x08\x80"),                        // a varint without its end
             std::string("\x08") + std::string(11, '\x80'),  // a varint too long
             std::string("\x0A\x05"
                         "abc"),  // a length beyond the end
             std::string("\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"),
             std::string("\x0D\1\2\3"),  // half a fixed32
             std::string("\x09\1\2\3"),  // half a fixed64
             std::string("\x0B\x0C"),    // a group
             std::string("\x0F\1"),      // wire type 7
             std::string("\0\1", 2),     // field 0
         }) {
        EXPECT_FALSE(is_well_formed(text));
    }
    EXPECT_TRUE(is_well_formed(""));
}

TEST(ProtobufReaderTest, EndsOnAnyBytes) {
    std::mt19937 random(1);
    for (int round = 0; round < 20'000; ++round) {
        // Exactly as long as its content, so that a sanitizer sees one byte too many.
        std::vector<std::byte> data(random() % 40);
        for (auto& byte : data)
            byte = static_cast<std::byte>(random());
        data.shrink_to_fit();
        ProtobufReader reader(data);
        ProtobufField field;
        std::size_t steps = 0;
        while (reader.next(field))
            ++steps;
        EXPECT_LE(steps, data.size());
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
