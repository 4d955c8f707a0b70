#include "infrastructure/propagation/b3_multi_propagator.hpp"

#include <array>

#include "domain/hex.hpp"
#include "infrastructure/propagation/b3_headers.hpp"

namespace telemetryflow::propagation {

void B3MultiPropagator::inject(const Context& context, TextMapSetter carrier) const {
    if (!context.is_valid()) return;
    std::array<char, 32> hex;
    put_hex(hex.data(), context.trace_id.bytes);
    carrier.set(b3::kTraceId, {hex.data(), 32});
    put_hex(hex.data(), context.span_id.bytes);
    carrier.set(b3::kSpanId, {hex.data(), 16});
    // Debug implies the decision to sample, which then is not sent.
    if (context.b3_debug) {
        carrier.set(b3::kFlags, "1");
    } else {
        carrier.set(b3::kSampled, context.is_sampled() ? "1" : "0");
    }
}

void B3MultiPropagator::extract(Context& context, TextMapGetter carrier) const {
    b3::extract(context, carrier);
}

std::vector<std::string_view> B3MultiPropagator::fields() const {
    return {b3::kTraceId, b3::kSpanId, b3::kSampled, b3::kFlags};
}

}  // namespace telemetryflow::propagation
