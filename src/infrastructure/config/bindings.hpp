#pragma once

// Makes the bindings of the registry's rows, one function for each form of value. Pure functions; safe to use from any
// thread.

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "infrastructure/config/option_binding.hpp"
#include "infrastructure/config/setters.hpp"
#include "infrastructure/config/telemetryflow_setters.hpp"
#include "infrastructure/config/value_printing.hpp"

namespace telemetryflow::config::bind {

inline constexpr std::string_view kRedacted = "[REDACTED]";

template <auto Field>
constexpr OptionBinding text(std::string_view noun = "text") {
    return {.form = {.kind = ValueKind::Text, .noun = noun},
            .apply = set_string<Field>,
            .show = [](const ConfigDraft& draft) { return draft.config.*Field; }};
}

/// An address that is shown only when it is well-formed: another may hold a password.
template <auto Field>
constexpr OptionBinding address(std::string_view noun) {
    return {.form = {.kind = ValueKind::Text, .noun = noun},
            .apply = set_string<Field>,
            .show = [](const ConfigDraft& draft) {
                const auto& value = draft.config.*Field;
                return value.empty() || Endpoint::parse(value).endpoint ? value : std::string(kRedacted);
            }};
}

template <auto Field>
constexpr OptionBinding boolean() {
    return {.form = {.kind = ValueKind::Boolean}, .apply = set_bool<Field>, .show = [](const ConfigDraft& draft) {
                return print_bool(draft.config.*Field);
            }};
}

template <auto Field>
constexpr OptionBinding count(std::uint32_t least) {
    return {.form = {.kind = ValueKind::Count, .least = least, .most = std::numeric_limits<std::uint32_t>::max()},
            .apply = set_count<Field, 0>,
            .show = [](const ConfigDraft& draft) { return std::to_string(draft.config.*Field); }};
}

/// The same of a field that may be unset, which is shown as nothing.
template <auto Field>
constexpr OptionBinding optional_count(std::uint32_t least) {
    return {.form = {.kind = ValueKind::Count, .least = least, .most = std::numeric_limits<std::uint32_t>::max()},
            .apply = set_count<Field, 0>,
            .show = [](const ConfigDraft& draft) {
                return draft.config.*Field ? std::to_string(*(draft.config.*Field)) : std::string();
            }};
}

template <auto Field, const std::chrono::milliseconds& Unit>
constexpr OptionBinding duration(std::uint64_t least) {
    return {.form = {.kind = ValueKind::Duration, .least = least, .unit = Unit},
            .apply = set_duration<Field, Unit, 0>,
            .show = [](const ConfigDraft& draft) { return print_duration(draft.config.*Field); }};
}

template <auto Field>
constexpr OptionBinding keepalive() {
    return {.form = {.kind = ValueKind::Duration, .least = 1'000, .step = 1'000, .unit = kSecond},
            .apply = set_keepalive<Field>,
            .show = [](const ConfigDraft& draft) { return print_duration(draft.config.grpc_keepalive.*Field); }};
}

template <auto Field>
constexpr OptionBinding bytes(std::uint64_t least, std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
    return {.form = {.kind = ValueKind::Bytes, .least = least, .most = most},
            .apply = set_bytes<Field>,
            .show = [](const ConfigDraft& draft) { return print_bytes(draft.config.*Field); }};
}

/// Bytes that a file may ask more of than there is.
template <auto Field>
constexpr OptionBinding capped_bytes(std::uint64_t least, std::uint64_t most) {
    auto binding = bytes<Field>(least, most);
    binding.form.caps = true;
    return binding;
}

/// One of an enumeration's names.
template <auto Field, auto Parse>
constexpr OptionBinding word(std::span<const std::string_view> words) {
    return {.form = {.kind = ValueKind::Word, .words = words},
            .apply = set_enum<Field, Parse>,
            .show = [](const ConfigDraft& draft) { return std::string(to_string(draft.config.*Field)); }};
}

template <auto Field>
constexpr OptionBinding entries() {
    return {.form = {.kind = ValueKind::Entries}, .add = add_to_map<Field>, .list = [](const ConfigDraft& draft) {
                const auto& map = draft.config.*Field;
                return OptionBinding::Entries(map.begin(), map.end());
            }};
}

}  // namespace telemetryflow::config::bind
