#pragma once

// What the operations with large attributes record, and their names: the same for every subject.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/request.hpp"

namespace telemetryflow::bench {

inline constexpr const char* kString1KiB = "span, string of 1 KiB";
inline constexpr const char* kString16KiB = "span, string of 16 KiB";
inline constexpr const char* kManyAttributes = "span, 64 attributes";
inline constexpr const char* kArrays = "span, arrays of 16 numbers and 8 strings";
inline constexpr const char* kOverflow = "counter beyond its cardinality limit";
inline constexpr const char* kCycle1000 = "counter, 1000 attribute sets in turn";
inline constexpr const char* kCycle100000 = "counter, 100000 attribute sets in turn";

inline const std::vector<std::string>& many_keys() {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> made;
        for (int number = 0; number < 64; ++number)
            made.push_back("app.attribute." + std::to_string(number));
        return made;
    }();
    return keys;
}

inline std::array<std::int64_t, 16> many_numbers() {
    std::array<std::int64_t, 16> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<std::int64_t>(i * i * i);
    return numbers;
}

inline std::array<std::string_view, 8> many_words() {
    return {"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"};
}

}  // namespace telemetryflow::bench
