#include "infrastructure/prometheus/metric_family.hpp"

#include <utility>

#include "infrastructure/prometheus/label_set.hpp"
#include "infrastructure/prometheus/metric_names.hpp"

namespace telemetryflow::prometheus {

MetricFamily::MetricFamily(std::string name, Type type, Metadata metadata)
    : name_(std::move(name)), type_(type), metadata_(std::move(metadata)) {}

void MetricFamily::describe(std::string_view help) {
    if (metadata_.help.empty()) metadata_.help = help;
}

std::string& MetricFamily::begin_sample(std::string_view suffix, std::string_view labels) {
    samples_.append(name_).append(suffix);
    if (!labels.empty()) samples_.append(1, '{').append(labels).append(1, '}');
    samples_ += ' ';
    return samples_;
}

void MetricFamily::append_to(std::string& text, PrometheusFormat format) const {
    if (samples_.empty()) return;
    const bool is_open = format == PrometheusFormat::OpenMetrics;
    // The text format has no name for a family apart from that of its samples, and does not know of information.
    std::string name = name_;
    if (!is_open && type_ == Type::Counter) name += kTotal;
    if (!is_open && type_ == Type::Info) name += "_info";
    const std::string_view type = !is_open && type_ == Type::Info ? "gauge" : to_string(type_);
    if (!metadata_.help.empty()) {
        text.append("# HELP ").append(name).append(1, ' ');
        append_escaped(text, metadata_.help, is_open);
        text += '\n';
    }
    text.append("# TYPE ").append(name).append(1, ' ').append(type).append(1, '\n');
    if (is_open && !metadata_.unit.empty())
        text.append("# UNIT ").append(name).append(1, ' ').append(metadata_.unit).append(1, '\n');
    text += samples_;
}

std::string_view to_string(MetricFamily::Type type) noexcept {
    switch (type) {
        case MetricFamily::Type::Counter: return "counter";
        case MetricFamily::Type::Gauge: return "gauge";
        case MetricFamily::Type::Histogram: return "histogram";
        case MetricFamily::Type::Info: return "info";
    }
    return "unknown";
}

}  // namespace telemetryflow::prometheus
