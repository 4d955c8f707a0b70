#include "infrastructure/otlp/gzip_compressor.hpp"

#include <new>

#ifdef TELEMETRYFLOW_HAVE_LIBDEFLATE
#include <libdeflate.h>
#else
#include <limits>

#include <zlib.h>
#endif

namespace telemetryflow::infrastructure {

#ifdef TELEMETRYFLOW_HAVE_LIBDEFLATE

struct GzipCompressor::Engine {
    libdeflate_compressor* compressor = libdeflate_alloc_compressor(1);

    ~Engine() { libdeflate_free_compressor(compressor); }
    [[nodiscard]] bool ready() const { return compressor != nullptr; }
    std::size_t bound(std::size_t size) { return libdeflate_gzip_compress_bound(compressor, size); }
    std::size_t run(std::span<const std::byte> input, std::byte* out, std::size_t capacity) {
        return libdeflate_gzip_compress(compressor, input.data(), input.size(), out, capacity);
    }
};

#else

struct GzipCompressor::Engine {
    z_stream stream{};
    // 15 bits of window, and 16 for gzip's envelope instead of zlib's.
    bool usable = deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;

    ~Engine() {
        if (usable) deflateEnd(&stream);
    }
    [[nodiscard]] bool ready() const { return usable; }
    std::size_t bound(std::size_t size) { return deflateBound(&stream, size); }
    std::size_t run(std::span<const std::byte> input, std::byte* out, std::size_t capacity) {
        if (capacity > std::numeric_limits<uInt>::max() || deflateReset(&stream) != Z_OK) return 0;
        // zlib's interface predates const.
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
        stream.avail_in = static_cast<uInt>(input.size());
        stream.next_out = reinterpret_cast<Bytef*>(out);
        stream.avail_out = static_cast<uInt>(capacity);
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? capacity - stream.avail_out : 0;
    }
};

#endif

GzipCompressor::GzipCompressor() : engine_(std::make_unique<Engine>()) {}
GzipCompressor::~GzipCompressor() = default;

std::span<const std::byte> GzipCompressor::compress(std::span<const std::byte> input) {
    if (!engine_->ready() || input.empty()) return {};
    const auto bound = engine_->bound(input.size());
    if (bound > capacity_) {
        buffer_.reset(new (std::nothrow) std::byte[bound]);
        capacity_ = buffer_ ? bound : 0;
        if (!buffer_) return {};
    }
    const auto size = engine_->run(input, buffer_.get(), capacity_);
    if (size == 0 || size >= input.size()) return {};
    return {buffer_.get(), size};
}

}  // namespace telemetryflow::infrastructure
