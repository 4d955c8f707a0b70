#pragma once

// Bindings of the rows whose setters do more than store a parsed value. Immutable; safe to use from any thread.

#include <array>

#include "telemetryflow/domain/propagator.hpp"
#include "telemetryflow/domain/sampler_config.hpp"

#include "infrastructure/config/bindings.hpp"

namespace telemetryflow::config::bind {

inline constexpr std::array<std::string_view, 2> kCompressions{"gzip", "none"};
inline constexpr std::array<std::string_view, 6> kSamplers{"always_on",
                                                           "always_off",
                                                           "traceidratio",
                                                           "parentbased_always_on",
                                                           "parentbased_always_off",
                                                           "parentbased_traceidratio"};
inline constexpr std::array<std::string_view, 4> kPropagatorNames{"tracecontext", "baggage", "b3", "b3multi"};

inline constexpr std::array<std::string_view, 5> kDetectorNames{"host", "os", "process", "container", "kubernetes"};

inline constexpr OptionBinding kConfigFile{
    .form = {.kind = ValueKind::Text, .noun = "a file name"},
    .apply = set_config_file,
    .show = [](const ConfigDraft& draft) { return draft.config_file.value_or(""); }};

inline constexpr OptionBinding kApiKeyId{
    .form = {.kind = ValueKind::Text, .noun = "tfk_ and the id"},
    .apply = set_api_key_id,
    // A secret that was put here by mistake is one all the same.
    .show = [](const ConfigDraft& draft) {
        const auto id = draft.api_key_id.value_or("");
        return id.empty() || id.starts_with(Credentials::kKeyIdPrefix) ? id : std::string(kRedacted);
    }};

inline constexpr OptionBinding kApiKeySecret{
    .form = {.kind = ValueKind::Text, .noun = "tfs_ and the secret"},
    .apply = set_api_key_secret,
    .show = [](const ConfigDraft& draft) { return std::string(draft.api_key_secret ? kRedacted : ""); }};

inline constexpr OptionBinding kHeaders{
    .form = {.kind = ValueKind::Entries}, .add = add_header, .list = [](const ConfigDraft& draft) {
        OptionBinding::Entries entries;
        for (const auto& header : draft.config.headers)
            entries.emplace_back(header.first, kRedacted);
        return entries;
    }};

inline constexpr OptionBinding kCompression{
    .form = {.kind = ValueKind::Boolean, .words = kCompressions},
    .apply = set_compression,
    .show = [](const ConfigDraft& draft) { return print_bool(draft.config.compression_enabled()); }};

inline constexpr OptionBinding kKeepalivePermit{
    .form = {.kind = ValueKind::Boolean}, .apply = set_keepalive_permit, .show = [](const ConfigDraft& draft) {
        return print_bool(draft.config.grpc_keepalive.permit_without_stream);
    }};

inline constexpr OptionBinding kSampler{
    .form = {.kind = ValueKind::Word, .words = kSamplers}, .apply = set_sampler, .show = [](const ConfigDraft& draft) {
        return std::string(to_string(draft.config.sampler));
    }};

inline constexpr OptionBinding kSamplerRatio{
    .form = {.kind = ValueKind::Ratio}, .apply = set_sampler_ratio, .show = [](const ConfigDraft& draft) {
        return print_number(draft.config.sampler.ratio);
    }};

inline constexpr OptionBinding kBoundaries{
    .form = {.kind = ValueKind::Numbers}, .apply = set_boundaries, .show = [](const ConfigDraft& draft) {
        return print_numbers(draft.config.histogram_boundaries);
    }};

inline constexpr OptionBinding kPropagators{
    .form = {.kind = ValueKind::Words, .words = kPropagatorNames},
    .apply = set_enum<&TelemetryConfig::propagators, propagators_from_string>,
    .show = [](const ConfigDraft& draft) {
        std::string names;
        for (const auto propagator : draft.config.propagators)
            names.append(names.empty() ? "" : ",").append(to_string(propagator));
        return names.empty() ? std::string("none") : names;
    }};

inline constexpr OptionBinding kResourceDetectors{
    .form = {.kind = ValueKind::Words, .words = kDetectorNames},
    .apply = set_enum<&TelemetryConfig::resource_detectors, resource_detectors_from_string>,
    .show = [](const ConfigDraft& draft) {
        std::string names;
        for (const auto detector : draft.config.resource_detectors)
            names.append(names.empty() ? "" : ",").append(to_string(detector));
        return names.empty() ? std::string("none") : names;
    }};

}  // namespace telemetryflow::config::bind
