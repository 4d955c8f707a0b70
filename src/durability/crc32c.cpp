#include "durability/crc32c.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace telemetryflow::durability {
namespace {

// A chunk may be taken by a thread that writes into it while it is read: what comes of that is thrown away
// (chunk_seals.cpp).
#define TELEMETRYFLOW_READS_WHAT_CHANGES __attribute__((no_sanitize("thread")))

constexpr std::array<std::uint32_t, 256> make_table() {
    constexpr std::uint32_t kReversedPolynomial = 0x82F63B78U;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kReversedPolynomial : 0);
        table[byte] = crc;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kTable = make_table();

TELEMETRYFLOW_READS_WHAT_CHANGES std::uint32_t by_table(const unsigned char* at, std::size_t size,
                                                        std::uint32_t crc) noexcept {
    for (; size != 0; --size, ++at)
        crc = (crc >> 8U) ^ kTable[(crc ^ *at) & 0xFFU];
    return crc;
}

#if defined(__x86_64__)
// Every processor of the last fifteen years has the instruction, but compilers do not take it for granted.
[[gnu::target("sse4.2")]] TELEMETRYFLOW_READS_WHAT_CHANGES std::uint32_t by_instruction(const unsigned char* at,
                                                                                        std::size_t size,
                                                                                        std::uint32_t crc) noexcept {
    std::uint64_t wide = crc;
    for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t), at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof(word));
        wide = _mm_crc32_u64(wide, word);
    }
    crc = static_cast<std::uint32_t>(wide);
    for (; size != 0; --size, ++at)
        crc = _mm_crc32_u8(crc, *at);
    return crc;
}
#endif

}  // namespace

std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t before) noexcept {
    const auto* at = static_cast<const unsigned char*>(bytes);
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~by_instruction(at, size, ~before);
#endif
    return ~by_table(at, size, ~before);
}

}  // namespace telemetryflow::durability
