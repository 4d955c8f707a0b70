#pragma once

// The templates of a program: those it was built with, and in front of them what a folder of the user's has. Owned by
// one thread.

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "generator/embedded_template.hpp"

namespace telemetryflow::generator {

class TemplateSet {
public:
    explicit TemplateSet(std::span<const EmbeddedTemplate> embedded);

    /// Replaces templates by the files "*.tpl" of `folder` that have the same name. Throws UsageError when it is no
    /// folder or has a "*.tpl" that no template is called, and GenerationError when a file cannot be read.
    void override_from(const std::filesystem::path& folder);

    /// The template's text; throws GenerationError when there is none of that name.
    [[nodiscard]] const std::string& text(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace telemetryflow::generator
