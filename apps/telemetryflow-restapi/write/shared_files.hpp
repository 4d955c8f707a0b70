#pragma once

// The files of a project that every entity changes. They are written anew from the manifest, so that nobody edits them
// by hand.

#include <vector>

#include "generator/template_set.hpp"
#include "write/documents.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] std::vector<Document> shared_files_of(const Project& project, const generator::TemplateSet& templates);

}  // namespace telemetryflow::restapi
