#include "export/receiver/span_counter.hpp"

#include <chrono>
#include <cstring>
#include <optional>
#include <string>

#include <libdeflate.h>

#include "export/receiver/count_spans.hpp"

namespace telemetryflow::bench {

struct SpanCounter::Unpacker {
    libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
    std::string out;

    ~Unpacker() { libdeflate_free_decompressor(decompressor); }

    std::optional<std::string_view> unpack(std::string_view gzip) {
        // A gzip member ends with the size of what it holds (RFC 1952, 2.3.1).
        std::uint32_t size = 0;
        if (gzip.size() < sizeof(size)) return std::nullopt;
        std::memcpy(&size, gzip.data() + gzip.size() - sizeof(size), sizeof(size));
        if (out.size() < size) out.resize(size);
        std::size_t unpacked = 0;
        const auto result =
            libdeflate_gzip_decompress(decompressor, gzip.data(), gzip.size(), out.data(), out.size(), &unpacked);
        if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
        return std::string_view(out.data(), unpacked);
    }
};

SpanCounter::SpanCounter(ReceiverCounts& counts) : counts_(counts), unpacker_(std::make_unique<Unpacker>()) {}
SpanCounter::~SpanCounter() = default;

void SpanCounter::add(std::string_view body, bool gzip) {
    counts_.last_at_ns.store(std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count(),
                             std::memory_order_relaxed);
    counts_.requests.fetch_add(1, std::memory_order_relaxed);
    counts_.bytes.fetch_add(body.size(), std::memory_order_relaxed);
    const auto request = gzip ? unpacker_->unpack(body) : std::optional(body);
    if (const auto spans = request ? count_spans(*request) : std::nullopt) {
        counts_.spans.fetch_add(*spans, std::memory_order_relaxed);
    } else {
        counts_.broken.fetch_add(1, std::memory_order_relaxed);
    }
}

}  // namespace telemetryflow::bench
