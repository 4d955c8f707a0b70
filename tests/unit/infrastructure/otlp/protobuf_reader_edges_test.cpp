// The edges of protobuf's wire format: widths of varints, numbers of fields, and messages that are cut.

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "infrastructure/otlp/protobuf_reader.hpp"
#include "support/rpc_status_bytes.hpp"

namespace telemetryflow::infrastructure {
namespace {

using test::length_field;
using test::varint;
using test::varint_field;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// The number of fields read before the end, or nothing when the bytes are malformed.
std::optional<int> fields_of(const std::string& text) {
    // Exactly as long as its content, so that a sanitizer sees one byte too many.
    const std::vector<char> exact(text.begin(), text.end());
    ProtobufReader reader(std::as_bytes(std::span(exact)));
    int count = 0;
    for (ProtobufField field; reader.next(field);)
        ++count;
    if (reader.failed()) return std::nullopt;
    return count;
}

TEST(ProtobufReaderEdgesTest, ReadsVarintsOfEveryWidth) {
    for (unsigned bits = 0; bits < 64; ++bits) {
        const std::uint64_t power = std::uint64_t{1} << bits;
        for (const std::uint64_t value : {power - 1, power, power + 1, ~power}) {
            const auto text = varint(value);
            ProtobufReader reader(bytes_of(text));
            std::uint64_t read = 0;
            ASSERT_TRUE(reader.next_varint(read)) << value;
            EXPECT_EQ(read, value);
            EXPECT_TRUE(reader.at_end());
        }
    }
}

TEST(ProtobufReaderEdgesTest, AcceptsAVarintThatIsLongerThanNeeded) {
    const std::string padded = "\x81\x80\x80" + std::string(1, '\0');
    ProtobufReader reader(bytes_of(padded));
    std::uint64_t value = 0;
    ASSERT_TRUE(reader.next_varint(value));
    EXPECT_EQ(value, 1U);
    EXPECT_TRUE(reader.at_end());
}

TEST(ProtobufReaderEdgesTest, RefusesAVarintOfElevenBytesAndAcceptsOneOfTen) {
    EXPECT_EQ(fields_of("\x08" + std::string(9, '\x80') + "\x01"), 1);
    EXPECT_EQ(fields_of("\x08" + std::string(10, '\x80') + "\x01"), std::nullopt);
}

TEST(ProtobufReaderEdgesTest, ReadsFixedNumbersFromTheirLowestByte) {
    const std::string text = "\x01\x02\x03\x04\x05\x06\x07\x88\xFF\xFF\xFF\x7F";
    ProtobufReader reader(bytes_of(text));
    std::uint64_t value = 0;
    ASSERT_TRUE(reader.next_fixed(8, value));
    EXPECT_EQ(value, 0x8807060504030201U);
    ASSERT_TRUE(reader.next_fixed(4, value));
    EXPECT_EQ(value, 0x7FFFFFFFU);
    EXPECT_FALSE(reader.next_fixed(4, value));
    EXPECT_TRUE(reader.failed());
}

TEST(ProtobufReaderEdgesTest, AcceptsFieldNumbersOfProtobufsRangeOnly) {
    EXPECT_EQ(fields_of(varint_field(1, 5)), 1);
    EXPECT_EQ(fields_of(varint(((std::uint64_t{1} << 29U) - 1) << 3U) + "\x05"), 1);
    EXPECT_EQ(fields_of(varint(std::uint64_t{1} << 32U) + "\x05"), std::nullopt);
    EXPECT_EQ(fields_of(varint(std::numeric_limits<std::uint64_t>::max()) + "\x05"), std::nullopt);
    for (const char type : {'\0', '\1', '\2', '\5'})
        EXPECT_EQ(fields_of(std::string(1, type) + std::string(9, '\0')), std::nullopt) << int{type};
}

TEST(ProtobufReaderEdgesTest, RefusesTheWireTypesOfGroupsAndThoseThatDoNotExist) {
    for (const int type : {3, 4, 6, 7})
        EXPECT_EQ(fields_of(std::string(1, static_cast<char>(8 | type)) + std::string(8, '\0')), std::nullopt);
}

TEST(ProtobufReaderEdgesTest, SeesEveryTruncationButThoseBetweenFields) {
    const std::vector<std::string> fields{varint_field(1, 300),
                                          length_field(2, "content"),
                                          "\x19" + std::string(8, '\x07'),
                                          "\x25" + std::string(4, '\x09'),
                                          varint_field(100'000, ~0ULL),
                                          length_field(3, "")};
    std::string whole;
    for (std::size_t done = 0; done < fields.size(); ++done) {
        EXPECT_EQ(fields_of(whole), static_cast<int>(done));
        for (std::size_t size = 1; size < fields[done].size(); ++size) {
            EXPECT_EQ(fields_of(whole + fields[done].substr(0, size)), std::nullopt) << done << " " << size;
        }
        whole += fields[done];
    }
    EXPECT_EQ(fields_of(whole), static_cast<int>(fields.size()));
}

TEST(ProtobufReaderEdgesTest, StaysFailed) {
    const std::string text = "\x0F" + varint_field(1, 1);
    ProtobufReader reader(bytes_of(text));
    ProtobufField field;
    EXPECT_FALSE(reader.next(field));
    EXPECT_FALSE(reader.next(field));
    EXPECT_TRUE(reader.failed());
}

TEST(ProtobufReaderEdgesTest, RefusesLengthsBeyondTheEndUpToTheLargest) {
    for (const std::uint64_t length :
         {std::uint64_t{4}, std::uint64_t{1} << 31U, std::uint64_t{1} << 32U, std::numeric_limits<std::uint64_t>::max(),
          std::numeric_limits<std::uint64_t>::max() - 2}) {
        EXPECT_EQ(fields_of("\x0A" + varint(length) + "abc"), std::nullopt) << length;
    }
    EXPECT_EQ(fields_of("\x0A" + varint(3) + "abc"), 1);
}

TEST(ProtobufReaderEdgesTest, ClearsTheFieldOfTheOneBefore) {
    const auto text = length_field(1, "abc") + varint_field(2, 9) + length_field(3, "");
    ProtobufReader reader(bytes_of(text));
    ProtobufField field;
    ASSERT_TRUE(reader.next(field));
    ASSERT_TRUE(reader.next(field));
    EXPECT_TRUE(field.bytes.empty());
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.value, 0U);
    EXPECT_EQ(field.text(), "");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
