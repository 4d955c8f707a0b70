#include "infrastructure/propagation/composite_propagator.hpp"

#include <algorithm>

namespace telemetryflow::propagation {

void CompositePropagator::inject(const Context& context, TextMapSetter carrier) const {
    for (const auto& part : parts_)
        part->inject(context, carrier);
}

void CompositePropagator::extract(Context& context, TextMapGetter carrier) const {
    for (const auto& part : parts_)
        part->extract(context, carrier);
}

std::vector<std::string_view> CompositePropagator::fields() const {
    std::vector<std::string_view> all;
    for (const auto& part : parts_) {
        for (const std::string_view field : part->fields()) {
            if (std::find(all.begin(), all.end(), field) == all.end()) all.push_back(field);
        }
    }
    return all;
}

}  // namespace telemetryflow::propagation
