#pragma once

// The order of attributes in which sets that are equal look equal.

#include <vector>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow::hot {

/// By key; of equal keys in the order given. Apart from those who call it, because sorting is much code.
void sort_by_key(std::vector<Attribute>& attributes);

}  // namespace telemetryflow::hot
