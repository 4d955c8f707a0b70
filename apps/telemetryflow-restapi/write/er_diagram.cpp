#include "write/er_diagram.hpp"

namespace telemetryflow::restapi {

std::string er_diagram_of(const Project& project) {
    std::string text = "# Tables of " + project.name + "\n\n";
    if (project.entities.empty()) return text + "There are none yet.\n";
    text += "```mermaid\nerDiagram\n";
    for (const Entity& entity : project.entities) {
        text += "    " + entity.collection + " {\n        integer id PK\n";
        for (const Field& field : entity.fields) {
            text += "        " + std::string(info_of(field.type).name) + " " + field.name +
                    (field.required ? "\n" : " \"optional\"\n");
        }
        text += "    }\n";
    }
    return text + "```\n";
}

}  // namespace telemetryflow::restapi
