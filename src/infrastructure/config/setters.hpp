#pragma once

// The functions that registry rows point to: each parses a value and stores it in one field of a draft.
// Pure functions; safe to use from any thread.

#include <chrono>
#include <string>
#include <string_view>

#include "domain/text.hpp"
#include "infrastructure/config/environment_variable.hpp"
#include "infrastructure/config/value_parsing.hpp"

namespace telemetryflow::config {

inline constexpr std::chrono::milliseconds kMillisecond{1};
inline constexpr std::chrono::milliseconds kSecond{1'000};

/// Stores a parsed value in `Field`, or says that it was bad.
template <auto Field, class Parsed>
ValueOutcome store(const Parsed& parsed, ConfigDraft& draft) {
    if (!parsed) return ValueOutcome::Bad;
    draft.config.*Field = *parsed;
    return ValueOutcome::Applied;
}

template <auto Field>
ValueOutcome set_string(std::string_view value, ConfigDraft& draft) {
    draft.config.*Field = std::string(value);
    return ValueOutcome::Applied;
}

template <auto Field>
ValueOutcome set_bool(std::string_view value, ConfigDraft& draft) {
    return store<Field>(parse_bool(text::trim(value)), draft);
}

/// Stores a number of `Least` or more.
template <auto Field, std::uint32_t Least>
ValueOutcome set_count(std::string_view value, ConfigDraft& draft) {
    const auto number = parse_integer<std::uint32_t>(text::trim(value));
    return store<Field>(number && *number < Least ? std::nullopt : number, draft);
}

template <auto Field>
ValueOutcome set_bytes(std::string_view value, ConfigDraft& draft) {
    return store<Field>(parse_bytes(text::trim(value)), draft);
}

/// Stores a duration of `LeastMilliseconds` or more.
template <auto Field, const std::chrono::milliseconds& BareUnit, int LeastMilliseconds>
ValueOutcome set_duration(std::string_view value, ConfigDraft& draft) {
    const auto duration = parse_duration(text::trim(value), BareUnit);
    const bool too_short = duration && duration->count() < LeastMilliseconds;
    return store<Field>(too_short ? std::nullopt : duration, draft);
}

/// Stores what `Parse`, an enumeration's *_from_string, makes of the value.
template <auto Field, auto Parse>
ValueOutcome set_enum(std::string_view value, ConfigDraft& draft) {
    return store<Field>(Parse(text::trim(value)), draft);
}

/// Stores whole seconds of at least one in a field of the keepalive settings.
template <auto Field>
ValueOutcome set_keepalive(std::string_view value, ConfigDraft& draft) {
    const auto duration = parse_duration(text::trim(value), kSecond);
    if (!duration || *duration < kSecond || *duration % kSecond != std::chrono::milliseconds::zero()) {
        return ValueOutcome::Bad;
    }
    draft.config.grpc_keepalive.*Field = std::chrono::duration_cast<std::chrono::seconds>(*duration);
    return ValueOutcome::Applied;
}

}  // namespace telemetryflow::config
