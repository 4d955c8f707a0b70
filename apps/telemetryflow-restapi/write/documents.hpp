#pragma once

// The documents that are written from what is known of a project.

#include <string>
#include <vector>

#include "model/project.hpp"

namespace telemetryflow::restapi {

struct Document {
    std::string path;
    std::string text;
};

[[nodiscard]] std::vector<Document> documents_of(const Project& project);

}  // namespace telemetryflow::restapi
