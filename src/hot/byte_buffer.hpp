#pragma once

// A growing run of bytes that keeps its memory when cleared, so that steady use allocates nothing. Owned by one thread
// at a time. It never throws: when memory is refused, ensure() says so and the contents stay as they were.

#include <cstddef>
#include <string_view>
#include <utility>

namespace telemetryflow::hot {

class ByteBuffer {
public:
    ByteBuffer() noexcept = default;
    ~ByteBuffer();
    ByteBuffer(const ByteBuffer&) = delete;
    ByteBuffer& operator=(const ByteBuffer&) = delete;

    void swap(ByteBuffer& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(end_, other.end_);
        std::swap(limit_, other.limit_);
    }

    /// Makes room for `size` more bytes after the end; false when memory is refused.
    [[nodiscard]] bool ensure(std::size_t size) noexcept {
        return static_cast<std::size_t>(limit_ - end_) >= size || grow(size);
    }

    /// For a writer that has come to `at`, behind the end: makes room for `size` more bytes there and returns where
    /// `at` is now; null when memory is refused. The end stays where it was.
    [[nodiscard]] char* more(char* at, std::size_t size) noexcept;

    /// The first free byte; write at most as much as ensure() granted, then set_end().
    [[nodiscard]] char* end() noexcept { return end_; }
    void set_end(char* end) noexcept { end_ = end; }

    [[nodiscard]] char* data() noexcept { return data_; }
    [[nodiscard]] const char* limit() const noexcept { return limit_; }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - data_); }
    [[nodiscard]] std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_ - data_); }
    [[nodiscard]] bool empty() const noexcept { return end_ == data_; }
    [[nodiscard]] std::string_view view() const noexcept { return {data_, size()}; }

    void clear() noexcept { end_ = data_; }
    /// Removes the bytes from `at` to `at + size`, closing the gap.
    void erase(char* at, std::size_t size) noexcept;
    /// Gives memory back when more than `limit` bytes are held.
    void trim(std::size_t limit) noexcept {
        if (capacity() > limit) [[unlikely]]
            release();
    }

private:
    [[gnu::noinline]] bool grow(std::size_t size) noexcept;
    [[gnu::noinline]] void release() noexcept;

    char* data_ = nullptr;
    char* end_ = nullptr;
    char* limit_ = nullptr;
};

}  // namespace telemetryflow::hot
