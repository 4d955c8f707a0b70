// What the compressor writes, zlib reads back: for every size, and for one message after another.

#include <memory>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/otlp/gzip_compressor.hpp"
#include "infrastructure/transport/gzip_inflate.hpp"

namespace telemetryflow::infrastructure {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Text that shrinks, and is different for every seed.
std::string words(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::string text;
    while (text.size() < size)
        text += "name" + std::to_string(random() % 50) + ";";
    text.resize(size);
    return text;
}

/// Compresses, checks that it shrank and that it reads back; returns whether it was compressed at all.
bool round_trips(GzipCompressor& compressor, const std::string& text) {
    const auto packed = compressor.compress(bytes_of(text));
    if (packed.empty()) return false;
    EXPECT_LT(packed.size(), text.size());
    std::string output;
    EXPECT_EQ(gzip_inflate(text_of(packed), text.size(), output), InflateResult::Done);
    EXPECT_EQ(output, text);
    return true;
}

TEST(GzipRoundTripTest, HoldsForEverySmallSize) {
    GzipCompressor compressor;
    for (std::size_t size = 0; size < 600; ++size) {
        const bool packed = round_trips(compressor, std::string(size, 'a'));
        // Gzip's envelope is 18 bytes: nothing below it can shrink, and a run of one letter soon does.
        if (size <= 18) {
            EXPECT_FALSE(packed) << size;
        }
        if (size >= 64) {
            EXPECT_TRUE(packed) << size;
        }
    }
}

TEST(GzipRoundTripTest, HoldsForSizesAroundPowersOfTwoUpTo100k) {
    GzipCompressor compressor;
    for (std::size_t power = 1024; power <= 65'536; power *= 2) {
        for (const std::size_t size : {power - 1, power, power + 1})
            EXPECT_TRUE(round_trips(compressor, words(size, static_cast<unsigned>(size)))) << size;
    }
    EXPECT_TRUE(round_trips(compressor, words(100'000, 1)));
}

TEST(GzipRoundTripTest, HoldsWhenSizesGrowAndShrinkInOneCompressor) {
    GzipCompressor compressor;
    std::mt19937 random(4);
    for (unsigned round = 0; round < 60; ++round) {
        const auto size = 500 + random() % 100'000;
        EXPECT_TRUE(round_trips(compressor, words(size, round))) << size;
    }
}

TEST(GzipRoundTripTest, GivesTheSameBytesWhateverCameBefore) {
    const auto text = words(20'000, 3);
    GzipCompressor fresh;
    const std::string expected(text_of(fresh.compress(bytes_of(text))));
    GzipCompressor used;
    static_cast<void>(used.compress(bytes_of(words(90'000, 4))));
    static_cast<void>(used.compress({}));
    EXPECT_EQ(text_of(used.compress(bytes_of(text))), expected);
}

TEST(GzipRoundTripTest, GoesOnAfterInputThatDoesNotShrink) {
    GzipCompressor compressor;
    std::mt19937 random(8);
    std::string noise(30'000, '\0');
    for (char& c : noise)
        c = static_cast<char>(random());
    EXPECT_FALSE(round_trips(compressor, noise));
    EXPECT_TRUE(round_trips(compressor, words(30'000, 9)));
}

TEST(GzipRoundTripTest, KeepsBytesOfEveryValue) {
    GzipCompressor compressor;
    std::string text;
    for (int round = 0; round < 20; ++round) {
        for (int value = 0; value < 256; ++value)
            text += static_cast<char>(value);
    }
    EXPECT_TRUE(round_trips(compressor, text));
}

TEST(GzipRoundTripTest, SeesAFlippedBitAnywhereInTheBody) {
    GzipCompressor compressor;
    const auto text = words(300, 5);
    const std::string packed(text_of(compressor.compress(bytes_of(text))));
    ASSERT_GT(packed.size(), 18U);
    // Behind the ten bytes of the header, whose time and system carry no content.
    for (std::size_t at = 10; at < packed.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto corrupt = packed;
            corrupt[at] = static_cast<char>(corrupt[at] ^ (1 << bit));
            std::string output;
            // Only a flip in the padding of the last block's byte may leave the content as it is.
            if (gzip_inflate(corrupt, 10'000, output) == InflateResult::Done) {
                EXPECT_EQ(output, text) << at;
            }
            EXPECT_LE(output.size(), 10'000U);
        }
    }
}

TEST(GzipInflateEdgesTest, RefusesAWrongHeader) {
    GzipCompressor compressor;
    const std::string packed(text_of(compressor.compress(bytes_of(words(300, 6)))));
    for (const std::size_t at : {0U, 1U, 2U}) {  // the two magic bytes and the method
        auto corrupt = packed;
        corrupt[at] = static_cast<char>(corrupt[at] ^ 0x10);
        std::string output = "old";
        EXPECT_EQ(gzip_inflate(corrupt, 1'000, output), InflateResult::Malformed) << at;
        EXPECT_EQ(output, "");
    }
}

TEST(GzipInflateEdgesTest, KeepsToTheLimitExactly) {
    GzipCompressor compressor;
    for (const std::size_t size : {200U, 16'384U, 16'385U, 50'000U}) {  // around its chunk of 16 KiB
        const auto text = words(size, 7);
        const std::string packed(text_of(compressor.compress(bytes_of(text))));
        std::string output;
        EXPECT_EQ(gzip_inflate(packed, size, output), InflateResult::Done) << size;
        EXPECT_EQ(output, text);
        EXPECT_EQ(gzip_inflate(packed, size - 1, output), InflateResult::TooLarge) << size;
        EXPECT_LT(output.size(), size);
        EXPECT_EQ(gzip_inflate(packed, 0, output), InflateResult::TooLarge) << size;
        EXPECT_EQ(output, "");
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
