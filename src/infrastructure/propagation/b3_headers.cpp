#include "infrastructure/propagation/b3_headers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "infrastructure/propagation/header_values.hpp"

namespace telemetryflow::propagation::b3 {
namespace {

constexpr std::size_t kShortTraceId = 16;

// A trace id of 64 bits is the right half of one of 128.
std::optional<TraceId> trace_id_from(std::string_view hex) noexcept {
    if (hex.size() != kShortTraceId) return TraceId::from_hex(hex);
    std::array<char, 2 * kShortTraceId> padded;
    padded.fill('0');
    hex.copy(padded.data() + kShortTraceId, kShortTraceId);
    return TraceId::from_hex({padded.data(), padded.size()});
}

enum class Decision { Deferred, Drop, Sample, Debug, Malformed };

Decision decision_from(std::string_view text) noexcept {
    if (text.empty()) return Decision::Deferred;
    if (text == "1" || text == "true") return Decision::Sample;
    if (text == "0" || text == "false") return Decision::Drop;
    return text == "d" ? Decision::Debug : Decision::Malformed;
}

// Who defers the decision has not refused to record.
bool adopt(Context& context, std::string_view trace_hex, std::string_view span_hex, Decision decision) {
    const auto trace_id = trace_id_from(trace_hex);
    const auto span_id = SpanId::from_hex(span_hex);
    if (!trace_id || !span_id || decision == Decision::Malformed) return false;
    static_cast<SpanContext&>(context) = {
        .trace_id = *trace_id,
        .span_id = *span_id,
        .trace_flags = decision == Decision::Drop ? std::uint8_t{0} : SpanContext::kSampledFlag,
        .is_remote = true,
        .trace_state = {},
    };
    context.b3_debug = decision == Decision::Debug;
    return true;
}

// Takes the part before the next '-' off `text`.
std::string_view next_part(std::string_view& text) noexcept {
    const std::size_t dash = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, dash);
    text.remove_prefix(std::min(dash + 1, text.size()));
    return part;
}

bool extract_single(Context& context, TextMapGetter carrier) {
    bool found = false;
    with_single_value(carrier, kSingle, [&](std::string_view value) {
        const std::string_view trace_id = next_part(value);
        const std::string_view span_id = next_part(value);
        const std::string_view sampling = next_part(value);
        const bool good_parent = value.empty() || SpanId::from_hex(value);
        found = good_parent && adopt(context, trace_id, span_id, decision_from(sampling));
    });
    return found;
}

std::string single_value(TextMapGetter carrier, std::string_view name) {
    std::string found;
    with_single_value(carrier, name, [&](std::string_view value) { found = value; });
    return found;
}

}  // namespace

char sampling_state(const Context& context) noexcept {
    if (context.b3_debug) return 'd';
    return context.is_sampled() ? '1' : '0';
}

void extract(Context& context, TextMapGetter carrier) {
    if (extract_single(context, carrier)) return;
    const std::string trace_id = single_value(carrier, kTraceId);
    if (trace_id.empty()) return;
    const bool debug = single_value(carrier, kFlags) == "1";
    adopt(context, trace_id, single_value(carrier, kSpanId),
          debug ? Decision::Debug : decision_from(single_value(carrier, kSampled)));
}

}  // namespace telemetryflow::propagation::b3
