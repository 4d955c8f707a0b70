#include "hot/attribute_order.hpp"

#include <algorithm>

namespace telemetryflow::hot {

void sort_by_key(std::vector<Attribute>& attributes) {
    std::stable_sort(attributes.begin(), attributes.end(),
                     [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
}

}  // namespace telemetryflow::hot
