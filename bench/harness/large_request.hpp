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
inline constexpr const char* kMoving = "counter, strings elsewhere in every call";
inline constexpr const char* kOverflow = "counter beyond its cardinality limit";
inline constexpr const char* kCycle1000 = "counter, 1000 attribute sets in turn";
inline constexpr const char* kCycle100000 = "counter, 100000 attribute sets in turn";

/// Equal requests whose strings lie at ever other addresses, as in a program that parses them out of its buffers: more
/// than anything remembers that goes by addresses.
class MovingRequests {
public:
    struct One {
        std::string_view method;
        std::string_view route;
    };

    MovingRequests() {
        for (std::size_t i = 0; i < kRequests; ++i)
            text_ += "GET/users/{id} ";
    }

    [[nodiscard]] One next() noexcept {
        at_ = at_ + 1 == kRequests ? 0 : at_ + 1;
        const std::string_view text = std::string_view(text_).substr(at_ * kSize, kSize);
        return {text.substr(0, 3), text.substr(3, 11)};
    }

private:
    static constexpr std::size_t kRequests = 16'384;
    static constexpr std::size_t kSize = 15;

    std::string text_;
    std::size_t at_ = 0;
};

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
