#include "write/documents.hpp"

#include "write/er_diagram.hpp"
#include "write/openapi.hpp"

namespace telemetryflow::restapi {

std::vector<Document> documents_of(const Project& project) {
    return {{"docs/openapi.json", openapi_of(project)}, {"docs/er-diagram.md", er_diagram_of(project)}};
}

}  // namespace telemetryflow::restapi
