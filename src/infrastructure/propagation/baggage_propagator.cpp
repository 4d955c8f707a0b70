#include "infrastructure/propagation/baggage_propagator.hpp"

#include "infrastructure/propagation/header_values.hpp"

namespace telemetryflow::propagation {
namespace {

constexpr std::string_view kBaggage = "baggage";

}  // namespace

void BaggagePropagator::inject(const Context& context, TextMapSetter carrier) const {
    if (!context.baggage.empty()) carrier.set(kBaggage, context.baggage.to_header());
}

void BaggagePropagator::extract(Context& context, TextMapGetter carrier) const {
    with_joined_values(carrier, kBaggage, [&](std::string_view value) {
        Baggage found = Baggage::from_header(value);
        if (!found.empty()) context.baggage = std::move(found);
    });
}

std::vector<std::string_view> BaggagePropagator::fields() const {
    return {kBaggage};
}

}  // namespace telemetryflow::propagation
