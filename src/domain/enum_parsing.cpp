#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/durability.hpp"
#include "telemetryflow/domain/exemplar_filter.hpp"
#include "telemetryflow/domain/histogram_aggregation.hpp"
#include "telemetryflow/domain/overflow_policy.hpp"
#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/domain/resource_detector.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/temporality.hpp"

#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::pair<std::string_view, Enum>, N>& spellings,
                         std::string_view text) noexcept {
    for (const auto& [spelling, value] : spellings) {
        if (text::iequals(spelling, text)) return value;
    }
    return std::nullopt;
}

template <class Enum, std::size_t N>
using Spellings = std::array<std::pair<std::string_view, Enum>, N>;

}  // namespace

std::optional<Protocol> protocol_from_string(std::string_view text) noexcept {
    return find(
        Spellings<Protocol, 3>{{{"grpc", Protocol::Grpc}, {"http", Protocol::Http}, {"http/protobuf", Protocol::Http}}},
        text);
}

std::optional<BackendProfile> backend_profile_from_string(std::string_view text) noexcept {
    return find(Spellings<BackendProfile, 2>{{{"telemetryflow", BackendProfile::TelemetryFlow},
                                              {"otlp", BackendProfile::Otlp}}},
                text);
}

std::optional<Durability> durability_from_string(std::string_view text) noexcept {
    return find(Spellings<Durability, 4>{{{"memory", Durability::Memory},
                                          {"process", Durability::Process},
                                          {"disk", Durability::Disk},
                                          {"sync", Durability::Sync}}},
                text);
}

std::optional<OverflowPolicy> overflow_policy_from_string(std::string_view text) noexcept {
    return find(Spellings<OverflowPolicy, 4>{{{"drop_newest", OverflowPolicy::DropNewest},
                                              {"drop", OverflowPolicy::DropNewest},
                                              {"block", OverflowPolicy::Block},
                                              {"drop_oldest", OverflowPolicy::DropOldest}}},
                text);
}

std::optional<Temporality> temporality_from_string(std::string_view text) noexcept {
    return find(Spellings<Temporality, 3>{{{"delta", Temporality::Delta},
                                           {"cumulative", Temporality::Cumulative},
                                           {"lowmemory", Temporality::LowMemory}}},
                text);
}

std::optional<HistogramAggregation> histogram_aggregation_from_string(std::string_view text) noexcept {
    return find(Spellings<HistogramAggregation, 2>{{{"explicit_bucket_histogram", HistogramAggregation::ExplicitBucket},
                                                    {"base2_exponential_bucket_histogram",
                                                     HistogramAggregation::Base2Exponential}}},
                text);
}

std::optional<ExemplarFilter> exemplar_filter_from_string(std::string_view text) noexcept {
    return find(Spellings<ExemplarFilter, 3>{{{"trace_based", ExemplarFilter::TraceBased},
                                              {"always_on", ExemplarFilter::AlwaysOn},
                                              {"always_off", ExemplarFilter::AlwaysOff}}},
                text);
}

std::optional<ResourceDetector> resource_detector_from_string(std::string_view text) noexcept {
    return find(Spellings<ResourceDetector, 5>{{{"host", ResourceDetector::Host},
                                                {"os", ResourceDetector::Os},
                                                {"process", ResourceDetector::Process},
                                                {"container", ResourceDetector::Container},
                                                {"kubernetes", ResourceDetector::Kubernetes}}},
                text);
}

std::optional<std::vector<ResourceDetector>> resource_detectors_from_string(std::string_view text) {
    std::vector<ResourceDetector> detectors;
    if (text::iequals(text::trim(text), "none")) return detectors;
    const bool known = text::for_each_member(text, [&](std::string_view name) {
        const auto detector = resource_detector_from_string(name);
        if (!detector) return false;
        if (std::find(detectors.begin(), detectors.end(), *detector) == detectors.end()) detectors.push_back(*detector);
        return true;
    });
    return known && !detectors.empty() ? std::optional(std::move(detectors)) : std::nullopt;
}

std::optional<SignalType> signal_type_from_string(std::string_view text) noexcept {
    return find(
        Spellings<SignalType, 3>{
            {{"metrics", SignalType::Metrics}, {"logs", SignalType::Logs}, {"traces", SignalType::Traces}}},
        text);
}

std::optional<SeverityLevel> severity_level_from_string(std::string_view text) noexcept {
    for (auto number = static_cast<unsigned>(SeverityLevel::Trace);
         number <= static_cast<unsigned>(SeverityLevel::Fatal4); ++number) {
        const auto severity = static_cast<SeverityLevel>(number);
        if (text::iequals(to_string(severity), text)) return severity;
    }
    return find(Spellings<SeverityLevel, 2>{{{"warning", SeverityLevel::Warn}, {"critical", SeverityLevel::Fatal}}},
                text);
}

std::optional<SpanKind> span_kind_from_string(std::string_view text) noexcept {
    return find(Spellings<SpanKind, 5>{{{"internal", SpanKind::Internal},
                                        {"server", SpanKind::Server},
                                        {"client", SpanKind::Client},
                                        {"producer", SpanKind::Producer},
                                        {"consumer", SpanKind::Consumer}}},
                text);
}

}  // namespace telemetryflow
