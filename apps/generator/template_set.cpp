#include "generator/template_set.hpp"

#include <vector>

#include "generator/generation_error.hpp"
#include "generator/nearest.hpp"
#include "generator/read_file.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::generator {

namespace fs = std::filesystem;

TemplateSet::TemplateSet(std::span<const EmbeddedTemplate> embedded) {
    for (const EmbeddedTemplate& one : embedded)
        texts_.emplace(one.name, one.text);
}

void TemplateSet::override_from(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) throw UsageError("--template-dir: " + folder.string() + " is no folder");
    fs::recursive_directory_iterator entries(folder, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        const fs::path& file = entries->path();
        if (file.extension() != ".tpl" || entries->is_directory()) continue;
        const std::string name = file.lexically_relative(folder).generic_string();
        const auto known = texts_.find(name);
        if (known == texts_.end()) {
            std::vector<std::string> names;
            for (const auto& [other, text] : texts_)
                names.push_back(other);
            throw UsageError("--template-dir: no template is called " + name + did_you_mean(name, names));
        }
        known->second = read_file(file);
    }
    if (error) throw GenerationError("cannot read " + folder.string() + ": " + error.message());
}

const std::string& TemplateSet::text(std::string_view name) const {
    const auto found = texts_.find(name);
    if (found == texts_.end()) throw GenerationError("there is no template " + std::string(name));
    return found->second;
}

}  // namespace telemetryflow::generator
