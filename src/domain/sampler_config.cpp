#include "telemetryflow/domain/sampler_config.hpp"

#include <array>

#include "domain/text.hpp"

namespace telemetryflow {
namespace {

using Kind = SamplerConfig::Kind;

struct Name {
    std::string_view text;
    Kind kind;
    bool parent_based;
};

constexpr std::array<Name, 6> kNames{{{"always_on", Kind::AlwaysOn, false},
                                      {"always_off", Kind::AlwaysOff, false},
                                      {"traceidratio", Kind::TraceIdRatio, false},
                                      {"parentbased_always_on", Kind::AlwaysOn, true},
                                      {"parentbased_always_off", Kind::AlwaysOff, true},
                                      {"parentbased_traceidratio", Kind::TraceIdRatio, true}}};

}  // namespace

std::string_view to_string(const SamplerConfig& sampler) noexcept {
    for (const auto& name : kNames) {
        if (name.kind == sampler.kind && name.parent_based == sampler.parent_based) return name.text;
    }
    return "unknown";
}

std::optional<SamplerConfig> sampler_from_string(std::string_view text) noexcept {
    for (const auto& name : kNames) {
        if (text::iequals(name.text, text)) {
            return SamplerConfig{.kind = name.kind, .ratio = 1.0, .parent_based = name.parent_based};
        }
    }
    return std::nullopt;
}

}  // namespace telemetryflow
