#include "write/er_diagram.hpp"

#include <gtest/gtest.h>

#include "model/parse_fields.hpp"

namespace telemetryflow::restapi {
namespace {

TEST(ErDiagramTest, HasEveryTableWithItsFields) {
    Project project{.name = "shop"};
    EXPECT_EQ(er_diagram_of(project), "# Tables of shop\n\nThere are none yet.\n");
    project.entities = {{.name = "A", .collection = "as", .fields = parse_fields("x:text:required y:integer")},
                        {.name = "B", .collection = "bs", .fields = parse_fields("z:uuid")}};
    EXPECT_EQ(er_diagram_of(project),
              "# Tables of shop\n\n```mermaid\nerDiagram\n    as {\n        integer id PK\n        text x\n"
              "        integer y \"optional\"\n    }\n    bs {\n        integer id PK\n        uuid z \"optional\"\n"
              "    }\n```\n");
}

}  // namespace
}  // namespace telemetryflow::restapi
