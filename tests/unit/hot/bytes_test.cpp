#include <cstring>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hot/byte_buffer.hpp"
#include "hot/short_bytes.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kOffsets = 9;
constexpr char kGuard = '\x7F';

std::string pattern(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 37 + 11);
    return bytes;
}

TEST(ShortBytesTest, CopiesEveryLengthAtEveryOffsetAndNothingElse) {
    const std::string source = pattern(kLongest + kOffsets);
    for (std::size_t size = 0; size <= kLongest; ++size) {
        for (std::size_t from = 0; from < kOffsets; ++from) {
            for (std::size_t to = 1; to <= kOffsets; ++to) {
                std::string target(kLongest + 2 * kOffsets, kGuard);
                copy_bytes(target.data() + to, source.data() + from, size);
                std::string expected(target.size(), kGuard);
                expected.replace(to, size, source, from, size);
                ASSERT_EQ(target, expected) << size << ' ' << from << ' ' << to;
            }
        }
    }
}

TEST(ShortBytesTest, FindsADifferenceInEveryByteOfEveryLength) {
    for (std::size_t size = 0; size <= kLongest; ++size) {
        for (std::size_t offset = 0; offset < kOffsets; ++offset) {
            const std::string a = pattern(size);
            // Bytes around it differ, so that a comparison that looks beyond its ends fails.
            std::string b = std::string(offset, 'x') + a + "y";
            EXPECT_TRUE(equal_bytes(a.data(), b.data() + offset, size)) << size;
            for (std::size_t at = 0; at < size; ++at) {
                b[offset + at] = static_cast<char>(b[offset + at] ^ 0x01);
                ASSERT_FALSE(equal_bytes(a.data(), b.data() + offset, size)) << size << ' ' << at;
                b[offset + at] = static_cast<char>(b[offset + at] ^ 0x81);  // the highest bit alone
                ASSERT_FALSE(equal_bytes(a.data(), b.data() + offset, size)) << size << ' ' << at;
                b[offset + at] = a[at];
            }
        }
    }
}

TEST(ShortBytesTest, TakesNullPointersForNoBytes) {
    copy_bytes(nullptr, nullptr, 0);
    EXPECT_TRUE(equal_bytes(nullptr, nullptr, 0));
    EXPECT_TRUE(equal_bytes(nullptr, "a", 0));
}

TEST(ShortBytesTest, LoadsAWordFromAnyAddress) {
    const std::string bytes = pattern(16);
    for (std::size_t at = 0; at < 8; ++at) {
        std::uint32_t expected = 0;
        std::memcpy(&expected, bytes.data() + at, sizeof(expected));
        EXPECT_EQ(load<std::uint32_t>(bytes.data() + at), expected);
    }
}

void append(ByteBuffer& buffer, std::string_view text) {
    ASSERT_TRUE(buffer.ensure(text.size()));
    if (!text.empty()) std::memcpy(buffer.end(), text.data(), text.size());
    buffer.set_end(buffer.end() + text.size());
}

TEST(ByteBufferTest, StartsWithoutMemory) {
    ByteBuffer buffer;
    EXPECT_TRUE(buffer.empty());
    EXPECT_EQ(buffer.size(), 0U);
    EXPECT_EQ(buffer.capacity(), 0U);
    EXPECT_EQ(buffer.view(), "");
    EXPECT_TRUE(buffer.ensure(0));
    EXPECT_EQ(buffer.capacity(), 0U);
    buffer.clear();
    EXPECT_TRUE(buffer.empty());
}

TEST(ByteBufferTest, KeepsItsContentsWhileItGrows) {
    ByteBuffer buffer;
    std::string expected;
    for (int i = 0; i < 2000; ++i) {
        const std::string piece = pattern(static_cast<std::size_t>(i % 50));
        append(buffer, piece);
        expected += piece;
        ASSERT_EQ(buffer.size(), expected.size());
    }
    EXPECT_EQ(buffer.view(), expected);
    EXPECT_GE(buffer.capacity(), buffer.size());
}

TEST(ByteBufferTest, GrowsByDoublingOrToWhatIsAskedFor) {
    ByteBuffer buffer;
    ASSERT_TRUE(buffer.ensure(1));
    const std::size_t first = buffer.capacity();
    append(buffer, std::string(first, 'a'));
    EXPECT_EQ(buffer.capacity(), first) << "what is granted must be usable to its last byte";
    append(buffer, "b");
    EXPECT_EQ(buffer.capacity(), 2 * first);
    ASSERT_TRUE(buffer.ensure(10 * first));
    EXPECT_EQ(buffer.capacity(), first + 1 + 10 * first);
    EXPECT_EQ(buffer.view(), std::string(first, 'a') + "b");
}

TEST(ByteBufferTest, SaysThatMemoryIsRefusedAndStaysAsItWas) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers end the process where the system refuses";
#endif
    ByteBuffer buffer;
    EXPECT_FALSE(buffer.ensure(std::size_t{1} << 62U));
    append(buffer, "kept");
    const std::size_t capacity = buffer.capacity();
    EXPECT_FALSE(buffer.ensure(std::size_t{1} << 62U));
    EXPECT_EQ(buffer.view(), "kept");
    EXPECT_EQ(buffer.capacity(), capacity);
}

TEST(ByteBufferTest, KeepsWhatAWriterWroteBehindTheEndWhenItAsksForMore) {
    ByteBuffer buffer;
    ASSERT_TRUE(buffer.ensure(300));
    std::memset(buffer.data(), 'a', 200);
    buffer.set_end(buffer.data() + 200);
    std::memset(buffer.end(), 'b', 100);
    char* const at = buffer.more(buffer.end() + 100, 100'000);
    ASSERT_NE(at, nullptr);
    EXPECT_EQ(at, buffer.data() + 300);
    EXPECT_GE(buffer.limit() - at, 100'000);
    EXPECT_EQ(buffer.view(), std::string(200, 'a'));
    EXPECT_EQ(std::string(buffer.data(), 300), std::string(200, 'a') + std::string(100, 'b'));
    EXPECT_EQ(buffer.more(at, 10), at) << "what there is room for moves nothing";
}

TEST(ByteBufferTest, ErasesAtTheStartInTheMiddleAndAtTheEnd) {
    const std::string text = "0123456789";
    for (std::size_t at = 0; at <= text.size(); ++at) {
        for (std::size_t size = 0; at + size <= text.size(); ++size) {
            ByteBuffer buffer;
            append(buffer, text);
            buffer.erase(buffer.data() + at, size);
            std::string expected = text;
            expected.erase(at, size);
            ASSERT_EQ(buffer.view(), expected) << at << ' ' << size;
            append(buffer, "x");
            ASSERT_EQ(buffer.view(), expected + "x");
        }
    }
}

TEST(ByteBufferTest, KeepsItsMemoryWhenCleared) {
    ByteBuffer buffer;
    append(buffer, std::string(5000, 'a'));
    const std::size_t capacity = buffer.capacity();
    const char* data = buffer.data();
    buffer.clear();
    EXPECT_TRUE(buffer.empty());
    append(buffer, std::string(capacity, 'b'));
    EXPECT_EQ(buffer.capacity(), capacity);
    EXPECT_EQ(buffer.data(), data);
}

TEST(ByteBufferTest, GivesBackOnlyMemoryOverTheLimit) {
    ByteBuffer buffer;
    append(buffer, std::string(1000, 'a'));
    buffer.trim(buffer.capacity());
    EXPECT_EQ(buffer.size(), 1000U);
    buffer.trim(buffer.capacity() - 1);
    EXPECT_EQ(buffer.capacity(), 0U);
    EXPECT_TRUE(buffer.empty());
    append(buffer, "again");
    EXPECT_EQ(buffer.view(), "again");
}

}  // namespace
}  // namespace telemetryflow::hot
