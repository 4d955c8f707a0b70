// Ids and the W3C traceparent header, which comes from other processes and may be anything.

#include "telemetryflow/domain/trace_context.hpp"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";
const std::string kHeader = "00-" + kTrace + "-" + kSpan + "-01";

template <class Id>
Id id_of_bytes(std::mt19937& random) {
    Id id;
    for (auto& byte : id.bytes)
        byte = static_cast<std::uint8_t>(random());
    id.bytes[0] |= 1U;
    return id;
}

TEST(TraceIdTest, WritesItsBytesInWireOrderInLowerCase) {
    TraceId id;
    for (std::size_t i = 0; i < id.bytes.size(); ++i)
        id.bytes[i] = static_cast<std::uint8_t>(0xF0 + i);
    EXPECT_EQ(id.to_hex(), "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    EXPECT_EQ(TraceId{}.to_hex(), std::string(32, '0'));
}

TEST(TraceIdTest, ReadsItsDigitsInWireOrder) {
    const auto id = TraceId::from_hex(kTrace);
    ASSERT_TRUE(id);
    EXPECT_EQ(id->bytes.front(), 0x4B);
    EXPECT_EQ(id->bytes[1], 0xF9);
    EXPECT_EQ(id->bytes.back(), 0x36);
    EXPECT_EQ(id->to_hex(), kTrace);
}

TEST(TraceIdTest, RefusesEveryOtherLength) {
    for (std::size_t length = 0; length <= 70; ++length) {
        EXPECT_EQ(TraceId::from_hex(std::string(length, 'a')).has_value(), length == 32) << length;
    }
}

TEST(TraceIdTest, RefusesAWrongCharacterAtEveryPosition) {
    for (std::size_t at = 0; at < kTrace.size(); ++at) {
        for (const char wrong : {'g', 'A', 'F', '/', ':', '`', '@', ' ', '-', '\0', '\xFF'}) {
            std::string hex = kTrace;
            hex[at] = wrong;
            EXPECT_FALSE(TraceId::from_hex(hex)) << hex;
        }
    }
}

TEST(TraceIdTest, IsInvalidOnlyWhenAllBytesAreZero) {
    EXPECT_FALSE(TraceId{}.is_valid());
    EXPECT_FALSE(TraceId::from_hex(std::string(32, '0')));
    for (std::size_t at = 0; at < 16; ++at) {
        TraceId id;
        id.bytes[at] = 1;
        EXPECT_TRUE(id.is_valid()) << at;
        EXPECT_EQ(TraceId::from_hex(id.to_hex()), id) << at;
    }
}

TEST(TraceIdTest, OrdersByItsBytesFromTheFirst) {
    const auto low = *TraceId::from_hex("00" + std::string(30, 'f'));
    const auto high = *TraceId::from_hex("01" + std::string(30, '0'));
    EXPECT_LT(low, high);
    EXPECT_NE(low, high);
    EXPECT_EQ(low, TraceId{low});
}

TEST(SpanIdTest, WritesAndReadsItsBytesInWireOrder) {
    const auto id = SpanId::from_hex(kSpan);
    ASSERT_TRUE(id);
    EXPECT_EQ(id->bytes.front(), 0x00);
    EXPECT_EQ(id->bytes[1], 0xF0);
    EXPECT_EQ(id->bytes.back(), 0xB7);
    EXPECT_EQ(id->to_hex(), kSpan);
    EXPECT_EQ(SpanId{}.to_hex(), std::string(16, '0'));
}

TEST(SpanIdTest, RefusesEveryOtherLength) {
    for (std::size_t length = 0; length <= 40; ++length) {
        EXPECT_EQ(SpanId::from_hex(std::string(length, '7')).has_value(), length == 16) << length;
    }
}

TEST(SpanIdTest, RefusesAWrongCharacterAtEveryPosition) {
    for (std::size_t at = 0; at < kSpan.size(); ++at) {
        for (const char wrong : {'g', 'B', '/', ':', '`', ' ', '\0', '\x80'}) {
            std::string hex = kSpan;
            hex[at] = wrong;
            EXPECT_FALSE(SpanId::from_hex(hex)) << hex;
        }
    }
}

TEST(SpanIdTest, IsInvalidOnlyWhenAllBytesAreZero) {
    EXPECT_FALSE(SpanId{}.is_valid());
    EXPECT_FALSE(SpanId::from_hex(std::string(16, '0')));
    for (std::size_t at = 0; at < 8; ++at) {
        SpanId id;
        id.bytes[at] = 0x80;
        EXPECT_TRUE(id.is_valid()) << at;
        EXPECT_EQ(SpanId::from_hex(id.to_hex()), id) << at;
    }
}

TEST(IdHexTest, ReadsBackEveryByteValue) {
    for (unsigned value = 1; value < 256; ++value) {
        SpanId id;
        id.bytes[3] = static_cast<std::uint8_t>(value);
        EXPECT_EQ(SpanId::from_hex(id.to_hex()), id) << value;
    }
}

TEST(TraceparentTest, IsReadIntoARemoteContext) {
    const auto context = SpanContext::from_traceparent(kHeader);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->trace_id.to_hex(), kTrace);
    EXPECT_EQ(context->span_id.to_hex(), kSpan);
    EXPECT_EQ(context->trace_flags, 0x01);
    EXPECT_TRUE(context->is_sampled());
    EXPECT_TRUE(context->is_remote);
    EXPECT_TRUE(context->is_valid());
}

TEST(TraceparentTest, OfVersion00HasExactlyOneLength) {
    for (std::size_t length = 0; length < kHeader.size(); ++length) {
        EXPECT_FALSE(SpanContext::from_traceparent(kHeader.substr(0, length))) << length;
    }
    for (const char* tail : {"0", " ", "-", "-00", "-what-comes-later"}) {
        EXPECT_FALSE(SpanContext::from_traceparent(kHeader + tail)) << tail;
    }
    EXPECT_FALSE(SpanContext::from_traceparent(" " + kHeader));
}

TEST(TraceparentTest, IsRefusedForAWrongCharacterAtEveryPosition) {
    for (std::size_t at = 0; at < kHeader.size(); ++at) {
        for (const char wrong : {'g', 'Z', 'A', 'F', '_', ' ', '/', ':', '\0', '\n', '\xFF'}) {
            std::string header = kHeader;
            header[at] = wrong;
            EXPECT_FALSE(SpanContext::from_traceparent(header)) << at << " " << header;
        }
    }
}

TEST(TraceparentTest, IsRefusedWhenADigitStandsForASeparatorOrTheReverse) {
    for (const std::size_t separator : {2U, 35U, 52U}) {
        std::string header = kHeader;
        header[separator] = '0';
        EXPECT_FALSE(SpanContext::from_traceparent(header)) << header;
        std::swap(header[separator], header[separator + 1]);
        header[separator + 1] = '-';
        EXPECT_FALSE(SpanContext::from_traceparent(header)) << header;
    }
}

TEST(TraceparentTest, IsRefusedInUpperCase) {
    std::string header = kHeader;
    std::transform(header.begin(), header.end(), header.begin(),
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
    ASSERT_NE(header, kHeader);
    EXPECT_FALSE(SpanContext::from_traceparent(header));
}

TEST(TraceparentTest, OfVersionFfIsForbidden) {
    const std::string rest = kHeader.substr(2);
    EXPECT_FALSE(SpanContext::from_traceparent("ff" + rest));
    EXPECT_FALSE(SpanContext::from_traceparent("ff" + rest + "-later"));
    EXPECT_TRUE(SpanContext::from_traceparent("fe" + rest));
}

TEST(TraceparentTest, OfALaterVersionIsReadByItsLeadingFields) {
    const auto expected = SpanContext::from_traceparent(kHeader);
    const std::string later = "01" + kHeader.substr(2);
    EXPECT_EQ(SpanContext::from_traceparent(later), expected);
    EXPECT_EQ(SpanContext::from_traceparent(later + "-"), expected);
    EXPECT_EQ(SpanContext::from_traceparent(later + "-what-comes-later"), expected);
    EXPECT_FALSE(SpanContext::from_traceparent(later + "0"));
    EXPECT_FALSE(SpanContext::from_traceparent(later + ".later"));
    EXPECT_FALSE(SpanContext::from_traceparent(later.substr(0, later.size() - 1)));
}

TEST(TraceparentTest, IsRefusedWhenAnIdIsZero) {
    EXPECT_FALSE(SpanContext::from_traceparent("00-" + std::string(32, '0') + "-" + kSpan + "-01"));
    EXPECT_FALSE(SpanContext::from_traceparent("00-" + kTrace + "-" + std::string(16, '0') + "-01"));
}

TEST(TraceparentTest, ReadsEveryFlagSamplesByTheLowestAndWritesThoseThatAreDefined) {
    const std::string digits = "0123456789abcdef";
    for (unsigned flags = 0; flags < 256; ++flags) {
        std::string header = kHeader;
        header[53] = digits[flags >> 4U];
        header[54] = digits[flags & 15U];
        const auto context = SpanContext::from_traceparent(header);
        ASSERT_TRUE(context) << header;
        EXPECT_EQ(context->trace_flags, flags);
        EXPECT_EQ(context->is_sampled(), flags % 2 == 1);
        EXPECT_EQ(context->to_traceparent(), kHeader.substr(0, 53) + "0" + digits[flags & 3U]);
    }
}

TEST(TraceparentTest, IsWrittenAsVersion00WhateverVersionCame) {
    const auto context = SpanContext::from_traceparent("cc" + kHeader.substr(2) + "-more");
    ASSERT_TRUE(context);
    EXPECT_EQ(context->to_traceparent(), kHeader);
}

TEST(TraceparentTest, OfAnInvalidContextIsEmpty) {
    SpanContext context;
    EXPECT_EQ(context.to_traceparent(), "");
    context.trace_id = *TraceId::from_hex(kTrace);
    EXPECT_FALSE(context.is_valid());
    EXPECT_EQ(context.to_traceparent(), "");
    context.span_id = *SpanId::from_hex(kSpan);
    EXPECT_EQ(context.to_traceparent(), "00-" + kTrace + "-" + kSpan + "-00");
    context.trace_id = {};
    EXPECT_EQ(context.to_traceparent(), "");
}

TEST(TraceparentTest, ReadsBackWhatItWroteAndMarksItRemote) {
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        SpanContext context{.trace_id = id_of_bytes<TraceId>(random),
                            .span_id = id_of_bytes<SpanId>(random),
                            .trace_flags = static_cast<std::uint8_t>(random() & SpanContext::kKnownFlags),
                            .is_remote = false};
        const auto read = SpanContext::from_traceparent(context.to_traceparent());
        ASSERT_TRUE(read);
        EXPECT_NE(*read, context);  // a context that came in is remote
        context.is_remote = true;
        EXPECT_EQ(*read, context);
    }
}

}  // namespace
}  // namespace telemetryflow
