#pragma once

// What a value has to look like, for whoever reads it: variables, configuration files, the JSON Schema and the
// reference. Immutable; safe to use from any thread.

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::config {

enum class ValueKind : std::uint8_t {
    Text,
    /// A whole number.
    Count,
    /// A number from 0 to 1.
    Ratio,
    /// `least`, `most` and `step` count milliseconds.
    Duration,
    Bytes,
    /// Also one of `words`, if there are any.
    Boolean,
    /// One of `words`.
    Word,
    /// Some of `words`, or none.
    Words,
    /// A list of numbers.
    Numbers,
    /// A map of texts.
    Entries,
};

struct ValueForm {
    ValueKind kind = ValueKind::Text;
    /// Of a text, what it is.
    std::string_view noun = "text";
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    /// A value is a multiple of it.
    std::uint64_t step = 1;
    /// What a bare number of a duration counts.
    std::chrono::milliseconds unit{1};
    std::span<const std::string_view> words = {};
    /// In a file, more than `most` is a wish that is met as far as possible: the family's files go beyond some limits.
    bool caps = false;
};

/// Returns what is accepted, for people.
[[nodiscard]] std::string accepted_text(const ValueForm& form);

/// Returns whether the number in `text` keeps to the form's limits; true for what is no number of the form's kind,
/// which its option refuses.
[[nodiscard]] bool is_in_range(const ValueForm& form, std::string_view text);
/// Returns whether the number in `text` is more than the form takes.
[[nodiscard]] bool is_above_range(const ValueForm& form, std::string_view text);

}  // namespace telemetryflow::config
