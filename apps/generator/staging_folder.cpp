#include "generator/staging_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {

StagingFolder::StagingFolder(const std::filesystem::path& parent) {
    std::string name = (parent / ".telemetryflow-gen-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        const std::string reason = std::generic_category().message(errno);
        throw GenerationError("cannot write to " + parent.string() + ": " + reason + "; nothing was changed");
    }
    path_ = name;
}

StagingFolder::~StagingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace telemetryflow::generator
