#include <algorithm>
#include <charconv>

#include "telemetryflow/prometheus_format.hpp"

#include "domain/text.hpp"

namespace telemetryflow {
namespace {

// Takes what is before the next `separator`, which goes, too.
std::string_view take(std::string_view& text, char separator) noexcept {
    const std::size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return text::trim(part);
}

// 0 for what is no quality.
double quality_of(std::string_view value) noexcept {
    double quality = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), quality);
    if (error != std::errc() || end != value.data() + value.size()) return 0;
    return quality >= 0 && quality <= 1 ? quality : 0;
}

struct Qualities {
    double text = 0;
    double open_metrics = 0;
};

void take_range(std::string_view range, Qualities& qualities) noexcept {
    const std::string_view type = take(range, ';');
    double quality = 1;
    std::string_view version;
    while (!range.empty()) {
        std::string_view parameter = take(range, ';');
        const std::string_view name = take(parameter, '=');
        if (text::iequals(name, "q")) quality = quality_of(parameter);
        if (text::iequals(name, "version")) version = parameter;
    }
    if (version.size() > 1 && version.front() == '"' && version.back() == '"')
        version = version.substr(1, version.size() - 2);
    if (text::iequals(type, "application/openmetrics-text")) {
        // Version 0.0.1 is a draft of 1.0.0, and its readers take that.
        if (version.empty() || version == "1.0.0" || version == "0.0.1")
            qualities.open_metrics = std::max(qualities.open_metrics, quality);
    } else if (text::iequals(type, "text/plain")) {
        if (version.empty() || version == "0.0.4") qualities.text = std::max(qualities.text, quality);
    } else if (type == "*/*" || text::iequals(type, "text/*")) {
        qualities.text = std::max(qualities.text, quality);
    }
}

}  // namespace

PrometheusFormat prometheus_format_for(std::string_view accept) noexcept {
    Qualities qualities;
    while (!accept.empty())
        take_range(take(accept, ','), qualities);
    return qualities.open_metrics > 0 && qualities.open_metrics >= qualities.text ? PrometheusFormat::OpenMetrics
                                                                                  : PrometheusFormat::Text;
}

}  // namespace telemetryflow
