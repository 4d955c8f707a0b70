#include "infrastructure/prometheus/exemplar_text.hpp"

#include "infrastructure/prometheus/attribute_text.hpp"
#include "infrastructure/prometheus/label_set.hpp"
#include "infrastructure/prometheus/metric_names.hpp"
#include "infrastructure/prometheus/number_text.hpp"

namespace telemetryflow::prometheus {
namespace {

constexpr std::string_view kTraceId = "trace_id";
constexpr std::string_view kSpanId = "span_id";

LabelSet labels_of(const MetricExemplar& exemplar, bool with_attributes) {
    LabelSet labels;
    if (with_attributes) {
        for (const OwnedAttribute& attribute : exemplar.filtered_attributes) {
            const std::string name = label_name(attribute.key);
            if (name != kTraceId && name != kSpanId) labels.add(attribute.key, attribute_text(attribute.value));
        }
    }
    if (exemplar.trace_id.is_valid()) labels.add(kTraceId, exemplar.trace_id.to_hex());
    if (exemplar.span_id.is_valid()) labels.add(kSpanId, exemplar.span_id.to_hex());
    return labels;
}

}  // namespace

const MetricExemplar* latest_exemplar(std::span<const MetricExemplar> exemplars, double lower, double upper) {
    const MetricExemplar* latest = nullptr;
    for (const MetricExemplar& exemplar : exemplars) {
        const double value = exemplar.value.to_double();
        if (!(value > lower) || !(value <= upper)) continue;
        if (latest == nullptr || exemplar.time_unix_nano > latest->time_unix_nano) latest = &exemplar;
    }
    return latest;
}

void append_exemplar(std::string& text, const MetricExemplar& exemplar) {
    // OpenMetrics 1.0.0, "Exemplars": names and values together.
    constexpr std::size_t kMostCharacters = 128;
    const LabelSet all = labels_of(exemplar, true);
    const std::string labels = all.characters() <= kMostCharacters ? all.text() : labels_of(exemplar, false).text();
    text.append(" # {").append(labels).append("} ");
    append_number(text, exemplar.value);
    text += ' ';
    append_seconds(text, exemplar.time_unix_nano);
}

}  // namespace telemetryflow::prometheus
