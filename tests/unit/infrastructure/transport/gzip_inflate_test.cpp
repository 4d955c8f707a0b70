#include "infrastructure/transport/gzip_inflate.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace telemetryflow::infrastructure {
namespace {

std::string gzip_of(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

TEST(GzipInflateTest, UndoesGzip) {
    std::string output = "old";
    const std::string text(100'000, 'x');
    EXPECT_EQ(gzip_inflate(gzip_of(text), text.size(), output), InflateResult::Done);
    EXPECT_EQ(output, text);
    EXPECT_EQ(gzip_inflate(gzip_of(""), 10, output), InflateResult::Done);
    EXPECT_TRUE(output.empty());
}

TEST(GzipInflateTest, StopsAtTheLimit) {
    std::string output;
    EXPECT_EQ(gzip_inflate(gzip_of(std::string(64U << 20U, '\0')), 1000, output), InflateResult::TooLarge);
    EXPECT_LE(output.size(), 1000U);
    EXPECT_EQ(gzip_inflate(gzip_of("12345"), 4, output), InflateResult::TooLarge);
    EXPECT_EQ(gzip_inflate(gzip_of("12345"), 5, output), InflateResult::Done);
}

TEST(GzipInflateTest, SaysWhenTheInputIsCutOrNotGzip) {
    std::string output;
    const auto good = gzip_of("some text that is long enough to be cut");
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_EQ(gzip_inflate(good.substr(0, size), 1000, output), InflateResult::Malformed) << size;
    }
    auto corrupt = good;
    corrupt[corrupt.size() - 6] = static_cast<char>(corrupt[corrupt.size() - 6] ^ 1);  // the checksum
    EXPECT_EQ(gzip_inflate(corrupt, 1000, output), InflateResult::Malformed);
}

}  // namespace
}  // namespace telemetryflow::infrastructure
