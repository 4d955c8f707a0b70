#pragma once

// What the build put into the program; cmake/embed_files.cmake writes the source. Any thread may ask.

#include <string_view>
#include <vector>

namespace @{module} {

struct Resource {
    std::string_view name;
    std::string_view text;
};

/// The files of migrations/, by name.
const std::vector<Resource>& migrations();
@if openapi
/// docs/openapi.json.
std::string_view openapi_document();
@end

}  // namespace @{module}
