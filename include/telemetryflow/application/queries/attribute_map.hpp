#pragma once

// Attributes as queries take and return them: values as text. A string stands for itself, everything else for its JSON,
// so that the integer 5 is "5" and the array of 1 and 2 is "[1,2]".

#include <functional>
#include <map>
#include <string>

namespace telemetryflow {

using AttributeMap = std::map<std::string, std::string, std::less<>>;

}  // namespace telemetryflow
