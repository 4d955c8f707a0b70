#pragma once

// An exact number of up to 14 digits before the point and 4 behind it, for money and measures.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace @{module} {

class Decimal {
public:
    constexpr Decimal() = default;

    [[nodiscard]] static constexpr Decimal from_ten_thousandths(std::int64_t count) {
        Decimal decimal;
        decimal.ten_thousandths_ = count;
        return decimal;
    }
    /// Reads "12", "-0.5" or "12.3400"; nothing for everything else.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    /// Without zeros that say nothing: "12.34".
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;

private:
    std::int64_t ten_thousandths_ = 0;
};

}  // namespace @{module}
