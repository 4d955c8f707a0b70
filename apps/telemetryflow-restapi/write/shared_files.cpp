#include "write/shared_files.hpp"

#include "generator/render.hpp"
#include "model/project_manifest.hpp"
#include "write/project_values.hpp"

namespace telemetryflow::restapi {

std::vector<Document> shared_files_of(const Project& project, const generator::TemplateSet& templates) {
    constexpr const char* kEntities = "project/src/entities.cpp.tpl";
    std::vector<Document> files = documents_of(project);
    files.push_back(
        {"src/entities.cpp", generator::render(kEntities, templates.text(kEntities), project_values(project))});
    files.push_back({kManifestFile, to_manifest(project)});
    return files;
}

}  // namespace telemetryflow::restapi
