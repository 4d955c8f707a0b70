#include "infrastructure/prometheus/exposition_writer.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "infrastructure/prometheus/exemplar_text.hpp"
#include "infrastructure/prometheus/metric_names.hpp"
#include "infrastructure/prometheus/number_text.hpp"
#include "infrastructure/prometheus/units.hpp"

namespace telemetryflow::prometheus {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::string_view kBound = "le";

std::string unit_of(const MetricData& metric, MetricFamily::Type type) {
    // Prometheus's own translation has a ratio of gauges only: what is counted often has the unit 1, too.
    if (type == MetricFamily::Type::Gauge && metric.unit == "1") return "ratio";
    return unit_words(metric.unit);
}

}  // namespace

void ExpositionWriter::add_resource(std::span<const OwnedAttribute> resource) {
    if (resource.empty()) return;
    MetricFamily& family =
        families_.emplace_back("target", MetricFamily::Type::Info, MetricFamily::Metadata{{}, "Target metadata"});
    by_name_.emplace(is_open() ? "target" : "target_info", &family);
    LabelSet labels;
    labels.add(resource);
    append_number(family.begin_sample("_info", labels.text()), std::uint64_t{1});
    family.end_sample();
}

void ExpositionWriter::add(const ScopeMetrics& scope) {
    for (const MetricData& metric : scope.metrics)
        std::visit([&](const auto& data) { add_points(scope, metric, data); }, metric.data);
}

PrometheusExposition ExpositionWriter::take() {
    PrometheusExposition exposition;
    for (const MetricFamily& family : families_)
        family.append_to(exposition.text, format_);
    if (is_open()) exposition.text += "# EOF\n";
    exposition.dropped = std::move(dropped_);
    return exposition;
}

void ExpositionWriter::add_points(const ScopeMetrics& scope, const MetricData& metric, const GaugeData& gauge) {
    add_numbers(scope, metric, MetricFamily::Type::Gauge, gauge.points);
}

void ExpositionWriter::add_points(const ScopeMetrics& scope, const MetricData& metric, const SumData& sum) {
    if (sum.temporality == Temporality::Delta) return drop(metric, "has deltas, which Prometheus does not know");
    add_numbers(scope, metric, sum.is_monotonic ? MetricFamily::Type::Counter : MetricFamily::Type::Gauge, sum.points);
}

template <class Histogram>
requires(requires(const Histogram& data) {
    data.points.front().count;
}) void ExpositionWriter::add_points(const ScopeMetrics& scope, const MetricData& metric, const Histogram& histogram) {
    if (histogram.temporality == Temporality::Delta) return drop(metric, "has deltas, which Prometheus does not know");
    MetricFamily* const family = family_of(metric, MetricFamily::Type::Histogram);
    if (family == nullptr) return;
    for (const auto& point : histogram.points) {
        const std::string labels = labels_of(scope, point.attributes, kBound).text();
        if (begin_point(*family, labels, metric)) add_histogram(*family, labels, point);
    }
}

void ExpositionWriter::add_numbers(const ScopeMetrics& scope, const MetricData& metric, MetricFamily::Type type,
                                   std::span<const NumberDataPoint> points) {
    MetricFamily* const family = family_of(metric, type);
    if (family == nullptr) return;
    const bool is_counter = type == MetricFamily::Type::Counter;
    for (const NumberDataPoint& point : points) {
        const std::string labels = labels_of(scope, point.attributes).text();
        if (!begin_point(*family, labels, metric)) continue;
        std::string& sample = family->begin_sample(is_counter ? kTotal : std::string_view(), labels);
        append_number(sample, point.value);
        if (is_counter && is_open()) {
            if (const auto* exemplar = latest_exemplar(point.exemplars, -kInfinity, kInfinity))
                append_exemplar(sample, *exemplar);
        }
        family->end_sample();
        if (is_counter) add_created(*family, labels, point.start_unix_nano);
    }
}

template <class Point>
void ExpositionWriter::add_histogram(MetricFamily& family, const std::string& labels, const Point& point) {
    const ClassicBuckets classic = ClassicBuckets::of(point);
    double lower = -kInfinity;
    for (const ClassicBuckets::Bucket& bucket : classic.buckets) {
        std::string with_bound = labels;
        append_label(with_bound, kBound, bound_text(bucket.bound, is_open()));
        std::string& sample = family.begin_sample("_bucket", with_bound);
        append_number(sample, bucket.count);
        if (is_open()) {
            if (const auto* exemplar = latest_exemplar(point.exemplars, lower, bucket.bound))
                append_exemplar(sample, *exemplar);
        }
        family.end_sample();
        lower = bucket.bound;
    }
    // OpenMetrics has both or none, and none with negative bounds, since the sum is then no counter.
    const bool may_have_sum = !is_open() || !(classic.buckets.front().bound < 0);
    const bool has_sum = point.sum.has_value() && may_have_sum;
    if (has_sum) {
        append_number(family.begin_sample("_sum", labels), *point.sum);
        family.end_sample();
    }
    if (has_sum || !is_open()) {
        append_number(family.begin_sample("_count", labels), point.count);
        family.end_sample();
    }
    add_created(family, labels, point.start_unix_nano);
}

void ExpositionWriter::add_created(MetricFamily& family, const std::string& labels, std::uint64_t start) {
    if (!options_.created_samples || !is_open() || start == 0) return;
    append_seconds(family.begin_sample("_created", labels), start);
    family.end_sample();
}

MetricFamily* ExpositionWriter::family_of(const MetricData& metric, MetricFamily::Type type) {
    const bool is_counter = type == MetricFamily::Type::Counter;
    const std::string unit = unit_of(metric, type);
    std::string name = family_name(metric.name, unit, is_counter);
    // What has to be unique is what the comments name.
    std::string key = is_counter && !is_open() ? name + std::string(kTotal) : name;
    const auto known = by_name_.find(key);
    if (known == by_name_.end()) {
        MetricFamily& made =
            families_.emplace_back(std::move(name), type, MetricFamily::Metadata{unit, metric.description});
        by_name_.emplace(std::move(key), &made);
        return &made;
    }
    MetricFamily& family = *known->second;
    if (family.type() != type) {
        drop(metric, "is a " + std::string(to_string(type)) + ", and Prometheus's name of it, " + key +
                         ", is that of a " + std::string(to_string(family.type())));
        return nullptr;
    }
    family.describe(metric.description);
    if (!metric.description.empty() && metric.description != family.metadata().help)
        drop(metric, "shares the name " + key + " with another metric, whose description stands for both");
    if (unit != family.metadata().unit)
        drop(metric, "shares the name " + key + " with another metric, whose unit stands for both");
    return &family;
}

LabelSet ExpositionWriter::labels_of(const ScopeMetrics& scope, std::span<const OwnedAttribute> attributes,
                                     std::string_view reserved) const {
    constexpr std::string_view kPrefix = "otel_scope_";
    LabelSet labels(reserved);
    labels.add(attributes);
    if (!options_.scope_labels) return labels;
    const std::pair<std::string_view, const std::string&> fields[] = {{"otel_scope_name", scope.name},
                                                                      {"otel_scope_version", scope.version},
                                                                      {"otel_scope_schema_url", scope.schema_url}};
    for (const auto& [name, value] : fields) {
        if (!value.empty()) labels.add(name, value);
    }
    for (const OwnedAttribute& attribute : scope.attributes) {
        OwnedAttribute prefixed{std::string(kPrefix) + attribute.key, attribute.value};
        const std::string name = label_name(prefixed.key);
        const bool is_taken =
            std::any_of(std::begin(fields), std::end(fields), [&](const auto& field) { return field.first == name; });
        if (!is_taken) labels.add(std::span(&prefixed, 1));
    }
    return labels;
}

bool ExpositionWriter::begin_point(MetricFamily& family, const std::string& labels, const MetricData& metric) {
    if (family.begin_point(labels)) return true;
    drop(metric, "has a point with the labels of another one: {" + labels + "}");
    return false;
}

void ExpositionWriter::drop(const MetricData& metric, const std::string& reason) {
    dropped_.push_back("The metric " + metric.name + " " + reason + ".");
}

}  // namespace telemetryflow::prometheus
