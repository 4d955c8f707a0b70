#include "infrastructure/propagation/b3_propagator.hpp"

#include <array>

#include "domain/hex.hpp"
#include "infrastructure/propagation/b3_headers.hpp"

namespace telemetryflow::propagation {

void B3Propagator::inject(const Context& context, TextMapSetter carrier) const {
    if (!context.is_valid()) return;
    std::array<char, 32 + 1 + 16 + 2> header;
    char* at = put_hex(header.data(), context.trace_id.bytes);
    *at++ = '-';
    at = put_hex(at, context.span_id.bytes);
    *at++ = '-';
    *at = b3::sampling_state(context);
    carrier.set(b3::kSingle, {header.data(), header.size()});
}

void B3Propagator::extract(Context& context, TextMapGetter carrier) const {
    b3::extract(context, carrier);
}

std::vector<std::string_view> B3Propagator::fields() const {
    return {b3::kSingle};
}

}  // namespace telemetryflow::propagation
