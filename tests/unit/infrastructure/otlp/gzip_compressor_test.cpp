#include "infrastructure/otlp/gzip_compressor.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

namespace telemetryflow::infrastructure {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

std::string inflated(std::span<const std::byte> data, std::size_t size) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(size + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.avail_in, 0U);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST(GzipCompressorTest, MakesGzipThatZlibReadsBack) {
    GzipCompressor compressor;
    for (const std::size_t size : {100U, 5'000U, 100U, 1'000'000U}) {
        std::string text;
        while (text.size() < size)
            text += "span " + std::to_string(text.size()) + ";";
        const auto compressed = compressor.compress(bytes_of(text));
        ASSERT_FALSE(compressed.empty());
        EXPECT_LT(compressed.size(), text.size());
        EXPECT_EQ(inflated(compressed, text.size()), text);
    }
}

TEST(GzipCompressorTest, LeavesWhatWouldNotShrinkAsItIs) {
    GzipCompressor compressor;
    EXPECT_TRUE(compressor.compress({}).empty());
    EXPECT_TRUE(compressor.compress(bytes_of("x")).empty());
    std::mt19937 random(7);
    std::string noise(10'000, '\0');
    for (char& c : noise)
        c = static_cast<char>(random());
    EXPECT_TRUE(compressor.compress(bytes_of(noise)).empty());
}

}  // namespace
}  // namespace telemetryflow::infrastructure
