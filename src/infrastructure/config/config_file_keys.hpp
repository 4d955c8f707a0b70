#pragma once

// What a configuration file may contain: the registry's keys as a tree. Pure functions; safe to use from any thread.

#include <string>
#include <string_view>

#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {

/// What a key means: one of the two is set for a value; neither, and is_section(), for what holds further keys.
struct KnownKey {
    const OptionRow* row = nullptr;
    const FileOnlyKey* file_only = nullptr;

    [[nodiscard]] explicit operator bool() const noexcept { return row != nullptr || file_only != nullptr; }
    [[nodiscard]] const ValueForm& form() const { return row != nullptr ? row->value.form : file_only->form; }
    /// Whether its value never shows in a message.
    [[nodiscard]] bool secret() const noexcept { return row != nullptr && row->secret; }
};

/// `path` has dots between the names, which have none.
[[nodiscard]] KnownKey find_key(std::string_view path);
/// Whether keys lie under `path`; the whole file is the section of the empty path.
[[nodiscard]] bool is_section(std::string_view path);
/// The names right under a section, for people: "address, protocol and timeout".
[[nodiscard]] std::string names_in(std::string_view section);
/// The known key or section that is nearest to `path`; empty for none that is near.
[[nodiscard]] std::string_view nearest_known(std::string_view path);

}  // namespace telemetryflow::config
