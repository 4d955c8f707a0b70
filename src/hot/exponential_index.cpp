#include "hot/exponential_index.hpp"

#include <bit>
#include <cmath>

namespace telemetryflow::hot {
namespace {

constexpr std::int32_t kMaxScale = 20;
constexpr int kMantissaBits = 52;

// A number as the sum of two doubles, some 106 bits of it.
struct Pair {
    double high;
    double low;
};

// 2^(1/2), 2^(1/4) and so on up to 2^(1/2^20).
constexpr Pair kRoots[kMaxScale] = {
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54}, {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55}, {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},  {0x1.02c9a3e778061p+0, -0x1.19083535b085dp-56},
    {0x1.0163da9fb3335p+0, 0x1.b61299ab8cdb7p-54},  {0x1.00b1afa5abcbfp+0, -0x1.4f6b2a7609f71p-55},
    {0x1.0058c86da1c0ap+0, -0x1.5e00e62d6b30dp-56}, {0x1.002c605e2e8cfp+0, -0x1.d7c96f201bb2fp-55},
    {0x1.00162f3904052p+0, -0x1.7b5d0d58ea8f4p-58}, {0x1.000b175effdc7p+0, 0x1.ae8e38c59c72ap-54},
    {0x1.00058ba01fba0p+0, -0x1.a4a4d4cad39fep-54}, {0x1.0002c5cc37da9p+0, 0x1.247426170d232p-54},
    {0x1.000162e525ee0p+0, 0x1.51d5115f56655p-54},  {0x1.0000b17255776p+0, -0x1.fdfcf3a05ada9p-55},
    {0x1.000058b91b5bdp+0, -0x1.9474449f85921p-54}, {0x1.00002c5c89d5fp+0, -0x1.c9ad941ba99ffp-55},
    {0x1.0000162e43f50p+0, -0x1.f3be7c7f49f19p-54}, {0x1.00000b1721bd0p+0, -0x1.b31303b78afcbp-55},
};

Pair product(Pair a, Pair b) noexcept {
    const double high = a.high * b.high;
    const double low = std::fma(a.high, b.high, -high) + (a.high * b.low + a.low * b.high);
    const double sum = high + low;
    return {sum, low - (sum - high)};
}

// Whether `mantissa`, from 1 to 2, is above 2^(step / 2^scale). A double is never nearer to such a boundary than 2^-75
// of it, except for 1 and 2 themselves; the product is good for 2^-98.
bool is_above(double mantissa, std::int64_t step, std::int32_t scale) noexcept {
    if (step <= 0) return mantissa > 1;
    if (step >= std::int64_t{1} << scale) return false;
    Pair boundary{1, 0};
    for (std::int32_t bit = 1; bit <= scale; ++bit) {
        if ((step >> (scale - bit) & 1) != 0) boundary = product(boundary, kRoots[bit - 1]);
    }
    return mantissa > boundary.high || (mantissa == boundary.high && boundary.low < 0);
}

}  // namespace

std::int32_t exponential_index(double value, std::int32_t scale) noexcept {
    auto bits = std::bit_cast<std::uint64_t>(value);
    std::int32_t exponent = static_cast<std::int32_t>(bits >> kMantissaBits);
    if (exponent == 0) [[unlikely]] {
        constexpr int kNormalize = 54;
        bits = std::bit_cast<std::uint64_t>(std::ldexp(value, kNormalize));
        exponent = static_cast<std::int32_t>(bits >> kMantissaBits) - kNormalize;
    }
    exponent -= 1023;
    const std::uint64_t fraction = bits & ((std::uint64_t{1} << kMantissaBits) - 1);
    if (scale <= 0) return (fraction == 0 ? exponent - 1 : exponent) >> -scale;
    const std::int32_t first = static_cast<std::int32_t>(static_cast<std::uint32_t>(exponent) << scale);
    if (fraction == 0) return first - 1;

    const double mantissa = std::bit_cast<double>(fraction | std::uint64_t{1023} << kMantissaBits);
    const double position = std::log2(mantissa) * static_cast<double>(std::int64_t{1} << scale);
    auto step = static_cast<std::int64_t>(position);
    // The logarithm is good for 2^-51, the position at the finest scale for 2^-31.
    constexpr double kDoubt = 0x1p-28;
    const double past = position - static_cast<double>(step);
    if (past < kDoubt || past > 1 - kDoubt) [[unlikely]] {
        if (past > 0.5) ++step;
        if (!is_above(mantissa, step, scale)) --step;
    }
    return first + static_cast<std::int32_t>(step);
}

}  // namespace telemetryflow::hot
