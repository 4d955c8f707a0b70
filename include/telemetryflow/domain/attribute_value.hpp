#pragma once

// A view of one attribute value: string, bool, int64, double, bytes, or a homogeneous array of all but bytes
// (OpenTelemetry common specification, "Attribute" and "AnyValue"). Any other type fails to compile. It owns nothing:
// whoever passes it keeps the bytes alive until the call returns. A value; safe to use from any thread.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace telemetryflow {

enum class AttributeType : std::uint8_t {
    Bool,
    Int64,
    Double,
    String,
    BoolArray,
    Int32Array,
    Int64Array,
    DoubleArray,
    StringViewArray,
    StringArray,
    Bytes,
};

namespace detail {

template <class T>
concept CharacterType = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
concept IntegerAttribute = std::integral<T> && !std::same_as<T, bool> && !CharacterType<T>;

template <class T, class Element>
concept ArrayOf = std::convertible_to<const T&, std::span<const Element>>;

}  // namespace detail

class AttributeValue {
public:
    constexpr AttributeValue(std::same_as<bool> auto value) noexcept
        : type_(AttributeType::Bool), int_(value ? 1 : 0) {}

    /// Takes any integer. An unsigned value above the range of int64, which OTLP cannot carry, becomes its maximum.
    template <detail::IntegerAttribute T>
    constexpr AttributeValue(T value) noexcept : type_(AttributeType::Int64), int_(clamp(value)) {}

    constexpr AttributeValue(std::floating_point auto value) noexcept
        : type_(AttributeType::Double), double_(static_cast<double>(value)) {}

    constexpr AttributeValue(std::string_view value) noexcept
        : type_(AttributeType::String), size_(value.size()), data_(value.data()) {}
    AttributeValue(const std::string& value) noexcept : AttributeValue(std::string_view(value)) {}

    /// Takes a C string; a null pointer is the empty string.
    constexpr AttributeValue(const char* value) noexcept
        : AttributeValue(value == nullptr ? std::string_view() : std::string_view(value)) {}
    AttributeValue(std::nullptr_t) = delete;

    template <detail::ArrayOf<bool> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::BoolArray, std::span<const bool>(values)) {}
    template <detail::ArrayOf<std::int32_t> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::Int32Array, std::span<const std::int32_t>(values)) {}
    template <detail::ArrayOf<std::int64_t> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::Int64Array, std::span<const std::int64_t>(values)) {}
    template <detail::ArrayOf<double> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::DoubleArray, std::span<const double>(values)) {}
    template <detail::ArrayOf<std::string_view> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::StringViewArray, std::span<const std::string_view>(values)) {}
    template <detail::ArrayOf<std::string> T>
    constexpr AttributeValue(const T& values) noexcept
        : AttributeValue(AttributeType::StringArray, std::span<const std::string>(values)) {}

    /// Bytes that are no text, of any number.
    template <detail::ArrayOf<std::byte> T>
    constexpr AttributeValue(const T& bytes) noexcept
        : AttributeValue(AttributeType::Bytes, std::span<const std::byte>(bytes)) {}

    [[nodiscard]] constexpr AttributeType type() const noexcept { return type_; }

    /// Bytes of a string or of bytes, elements of an array, 0 for everything else.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

    /// Each accessor is valid only for the type it names.
    [[nodiscard]] constexpr bool as_bool() const noexcept { return int_ != 0; }
    [[nodiscard]] constexpr std::int64_t as_int64() const noexcept { return int_; }
    [[nodiscard]] constexpr double as_double() const noexcept { return double_; }
    [[nodiscard]] std::string_view as_string() const noexcept { return {static_cast<const char*>(data_), size_}; }

    /// Returns the elements of an array value; `T` is the element type that type() names.
    template <class T>
    [[nodiscard]] std::span<const T> as_array() const noexcept {
        return {static_cast<const T*>(data_), size_};
    }

    /// The value's own word: equal for equal numbers, and for texts and arrays in the same place. A hint, not a value.
    [[nodiscard]] std::uint64_t word() const noexcept {
        std::uint64_t word;
        std::memcpy(&word, &int_, sizeof(word));
        return word;
    }

private:
    template <class T>
    constexpr AttributeValue(AttributeType type, std::span<const T> values) noexcept
        : type_(type), size_(values.size()), data_(values.data()) {}

    template <class T>
    static constexpr std::int64_t clamp(T value) noexcept {
        if constexpr (std::is_unsigned_v<T> && sizeof(T) >= sizeof(std::int64_t)) {
            constexpr auto kMax = static_cast<T>(std::numeric_limits<std::int64_t>::max());
            return static_cast<std::int64_t>(value > kMax ? kMax : value);
        } else {
            return static_cast<std::int64_t>(value);
        }
    }

    AttributeType type_;
    std::size_t size_ = 0;
    union {
        std::int64_t int_;
        double double_;
        const void* data_;
    };
};

}  // namespace telemetryflow
