#pragma once

// What may be called how. Pure functions; the check_* throw UsageError that begins with `what`, such as "--project".

#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// Whether `name` is a keyword, an alternative token or a literal's name of C++20, which no identifier may be.
[[nodiscard]] bool is_cpp_reserved(std::string_view name);
/// Whether `name` is a C++ identifier that user code may use: no keyword, no name reserved for implementations.
[[nodiscard]] bool is_cpp_identifier(std::string_view name);

/// A name of projects, targets and folders: a letter, then letters, digits, '-' and '_', at most 64. What becomes of it
/// as an identifier must be one, and it must not be a target that CMake has already.
void check_project_name(std::string_view what, std::string_view name);
/// A text of one line without control characters that is not blank.
void check_text(std::string_view what, std::string_view text);

/// The identifier of a project: lower case, '-' as '_'.
[[nodiscard]] std::string identifier_of(std::string_view project);
/// A project's name for a folder of any name: what it has of valid characters; "app" when that leaves nothing.
[[nodiscard]] std::string project_name_from(std::string_view folder);

}  // namespace telemetryflow::generator
