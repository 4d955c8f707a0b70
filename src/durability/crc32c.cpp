#include "durability/crc32c.hpp"

#include <array>
#include <cstring>

namespace telemetryflow::durability {
namespace {

// A chunk may be taken by a thread that writes into it while it is read: what comes of that is thrown away
// (chunk_seals.cpp).
#define TELEMETRYFLOW_READS_WHAT_CHANGES __attribute__((no_sanitize("thread")))

constexpr std::array<std::uint32_t, 256> kTable = [] {
    constexpr std::uint32_t kPolynomial = 0x82F63B78;  // reversed
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? kPolynomial : 0);
        table[byte] = sum;
    }
    return table;
}();

TELEMETRYFLOW_READS_WHAT_CHANGES std::uint32_t by_table(const char* data, std::size_t size,
                                                        std::uint32_t sum) noexcept {
    for (const char* const end = data + size; data != end; ++data)
        sum = kTable[(sum ^ static_cast<unsigned char>(*data)) & 0xFFU] ^ (sum >> 8U);
    return sum;
}

#ifdef __x86_64__
[[gnu::target("sse4.2")]] TELEMETRYFLOW_READS_WHAT_CHANGES std::uint32_t by_instruction(const char* data,
                                                                                        std::size_t size,
                                                                                        std::uint32_t sum) noexcept {
    std::uint64_t wide = sum;
    for (; size >= sizeof(std::uint64_t); data += sizeof(std::uint64_t), size -= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, data, sizeof(word));
        wide = __builtin_ia32_crc32di(wide, word);
    }
    sum = static_cast<std::uint32_t>(wide);
    for (const char* const end = data + size; data != end; ++data)
        sum = __builtin_ia32_crc32qi(sum, static_cast<unsigned char>(*data));
    return sum;
}
#endif

}  // namespace

std::uint32_t crc32c(const char* data, std::size_t size, std::uint32_t before) noexcept {
#ifdef __x86_64__
    static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
    if (has_instruction) return ~by_instruction(data, size, ~before);
#endif
    return ~by_table(data, size, ~before);
}

}  // namespace telemetryflow::durability
