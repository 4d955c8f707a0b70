#pragma once

// What writing a planned file would do to what is there.

#include <cstdint>
#include <string_view>

namespace telemetryflow::generator {

enum class FileAction : std::uint8_t {
    Create,
    /// The same text is there already.
    Keep,
    /// The user's file with a marked block of ours put in or brought up to date; the rest of it stays. Or a file of
    /// ours that nobody has changed.
    Update,
    /// Another text is there, which only --force replaces.
    Overwrite,
};

[[nodiscard]] constexpr std::string_view to_string(FileAction action) {
    switch (action) {
        case FileAction::Create: return "create";
        case FileAction::Keep: return "keep";
        case FileAction::Update: return "update";
        case FileAction::Overwrite: return "overwrite";
    }
    return {};
}

}  // namespace telemetryflow::generator
