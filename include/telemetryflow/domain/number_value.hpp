#pragma once

// A measurement: an int64 or a double, as OTLP's NumberDataPoint carries either. Which one it is decides the type of
// the data point, so integers stay exact. A value; safe to use from any thread.

#include <concepts>
#include <cstdint>

#include "telemetryflow/domain/attribute_value.hpp"

namespace telemetryflow {

class NumberValue {
public:
    /// Takes any integer. An unsigned value above the range of int64, which OTLP cannot carry, becomes its maximum.
    template <detail::IntegerAttribute T>
    constexpr NumberValue(T value) noexcept : is_double_(false), int_(AttributeValue(value).as_int64()) {}

    constexpr NumberValue(std::floating_point auto value) noexcept
        : is_double_(true), double_(static_cast<double>(value)) {}

    [[nodiscard]] constexpr bool is_double() const noexcept { return is_double_; }

    /// Each accessor is valid only for the type that is_double() names.
    [[nodiscard]] constexpr std::int64_t as_int64() const noexcept { return int_; }
    [[nodiscard]] constexpr double as_double() const noexcept { return double_; }

    /// Returns the measurement as a double, whatever its type; integers beyond 2^53 are rounded.
    [[nodiscard]] constexpr double to_double() const noexcept {
        return is_double_ ? double_ : static_cast<double>(int_);
    }

    /// Equal when type and number are: 1 and 1.0 differ, because their data points do.
    friend constexpr bool operator==(const NumberValue& a, const NumberValue& b) noexcept {
        if (a.is_double_ != b.is_double_) return false;
        return a.is_double_ ? a.double_ == b.double_ : a.int_ == b.int_;
    }

private:
    bool is_double_;
    union {
        std::int64_t int_;
        double double_;
    };
};

}  // namespace telemetryflow
