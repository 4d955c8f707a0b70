#pragma once

// Compresses one message after another into one buffer that it keeps (gzip level 1: most of the gain at the least CPU).
// libdeflate does it in about a third of zlib's time; zlib is used where libdeflate is missing. Owned by the
// exporter; one thread at a time.

#include <cstddef>
#include <memory>
#include <span>

namespace telemetryflow::infrastructure {

class GzipCompressor {
public:
    GzipCompressor();
    ~GzipCompressor();
    GzipCompressor(const GzipCompressor&) = delete;
    GzipCompressor& operator=(const GzipCompressor&) = delete;

    /// Returns `input` as one gzip member, valid until the next call. Returns an empty span when that would not be
    /// smaller, or when memory is short: then the input goes out as it is.
    [[nodiscard]] std::span<const std::byte> compress(std::span<const std::byte> input);

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<std::byte[]> buffer_;
    std::size_t capacity_ = 0;
};

}  // namespace telemetryflow::infrastructure
