#include "interface/process_resource.hpp"

#include <unistd.h>

#include "interface/owned_attributes.hpp"

namespace telemetryflow {

const std::vector<OwnedAttribute>& ProcessResource::attributes() {
    if (const int process = getpid(); process_ != process) {
        attributes_ = owned_attributes(encode_());
        process_ = process;
    }
    return attributes_;
}

}  // namespace telemetryflow
