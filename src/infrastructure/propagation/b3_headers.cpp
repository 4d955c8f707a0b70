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

struct Found {
    SpanContext span;
    bool debug;
};

// Who defers the decision has not refused to record.
std::optional<Found> found_in(std::string_view trace_hex, std::string_view span_hex, Decision decision) noexcept {
    const auto trace_id = trace_id_from(trace_hex);
    const auto span_id = SpanId::from_hex(span_hex);
    if (!trace_id || !span_id || decision == Decision::Malformed) return std::nullopt;
    const std::uint8_t flags = decision == Decision::Drop ? std::uint8_t{0} : SpanContext::kSampledFlag;
    return Found{
        {.trace_id = *trace_id, .span_id = *span_id, .trace_flags = flags, .is_remote = true, .trace_state = {}},
        decision == Decision::Debug};
}

// Takes the part before the next '-' off `text`.
std::string_view next_part(std::string_view& text) noexcept {
    const std::size_t dash = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, dash);
    text.remove_prefix(std::min(dash + 1, text.size()));
    return part;
}

std::optional<Found> found_in_single(std::string_view value) noexcept {
    const std::string_view trace_id = next_part(value);
    const std::string_view span_id = next_part(value);
    const std::string_view sampling = next_part(value);
    if (!value.empty() && !SpanId::from_hex(value)) return std::nullopt;  // the parent's id
    return found_in(trace_id, span_id, decision_from(sampling));
}

std::string single_value(TextMapGetter carrier, std::string_view name) {
    return parsed_single_value(carrier, name, [](std::string_view value) { return std::optional<std::string>(value); })
        .value_or(std::string());
}

std::optional<Found> found_in_several(TextMapGetter carrier) {
    const std::string trace_id = single_value(carrier, kTraceId);
    if (trace_id.empty()) return std::nullopt;
    const bool debug = single_value(carrier, kFlags) == "1";
    return found_in(trace_id, single_value(carrier, kSpanId),
                    debug ? Decision::Debug : decision_from(single_value(carrier, kSampled)));
}

}  // namespace

char sampling_state(const Context& context) noexcept {
    if (context.b3_debug) return 'd';
    return context.is_sampled() ? '1' : '0';
}

void extract(Context& context, TextMapGetter carrier) {
    auto found = parsed_single_value(carrier, kSingle, found_in_single);
    if (!found) found = found_in_several(carrier);
    if (!found) return;
    static_cast<SpanContext&>(context) = found->span;
    context.b3_debug = found->debug;
}

}  // namespace telemetryflow::propagation::b3
