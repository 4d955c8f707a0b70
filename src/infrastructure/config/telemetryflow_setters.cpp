#include "infrastructure/config/telemetryflow_setters.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "domain/text.hpp"
#include "infrastructure/config/value_parsing.hpp"

namespace telemetryflow::config {

ValueOutcome set_config_file(std::string_view value, ConfigDraft& draft) {
    draft.config_file = std::string(value);
    return ValueOutcome::Applied;
}

ValueOutcome set_api_key_id(std::string_view value, ConfigDraft& draft) {
    draft.api_key_id = std::string(value);
    return ValueOutcome::Applied;
}

ValueOutcome set_api_key_secret(std::string_view value, ConfigDraft& draft) {
    draft.api_key_secret = std::string(value);
    return ValueOutcome::Applied;
}

ValueOutcome set_compression(std::string_view value, ConfigDraft& draft) {
    const auto name = text::trim(value);
    auto compression = parse_bool(name);
    if (text::iequals(name, "gzip")) compression = true;
    if (text::iequals(name, "none")) compression = false;
    if (!compression) return ValueOutcome::Bad;
    draft.config.compression = compression;
    return ValueOutcome::Applied;
}

ValueOutcome set_keepalive_permit(std::string_view value, ConfigDraft& draft) {
    const auto permit = parse_bool(text::trim(value));
    if (!permit) return ValueOutcome::Bad;
    draft.config.grpc_keepalive.permit_without_stream = *permit;
    return ValueOutcome::Applied;
}

ValueOutcome set_sampler(std::string_view value, ConfigDraft& draft) {
    auto sampler = sampler_from_string(text::trim(value));
    if (!sampler) return ValueOutcome::Bad;
    sampler->ratio = draft.config.sampler.ratio;
    draft.config.sampler = *sampler;
    return ValueOutcome::Applied;
}

ValueOutcome set_sampler_ratio(std::string_view value, ConfigDraft& draft) {
    const auto ratio = parse_double(text::trim(value));
    if (!ratio || *ratio < 0.0 || *ratio > 1.0) return ValueOutcome::Bad;
    draft.config.sampler.ratio = *ratio;
    if (!draft.settled.has(ConfigOption::Sampler)) {
        draft.config.sampler.kind = SamplerConfig::Kind::TraceIdRatio;
        draft.settled.add(ConfigOption::Sampler);
    }
    return ValueOutcome::Applied;
}

ValueOutcome set_boundaries(std::string_view value, ConfigDraft& draft) {
    auto boundaries = parse_doubles(text::trim(value));
    if (!boundaries) return ValueOutcome::Bad;
    draft.config.histogram_boundaries = std::move(*boundaries);
    return ValueOutcome::Applied;
}

bool add_header(std::string_view name, std::string_view value, ConfigDraft& draft) {
    auto& headers = draft.config.headers;
    const bool known = std::any_of(headers.begin(), headers.end(),
                                   [&](const auto& header) { return text::iequals(header.first, name); });
    if (!known) headers.emplace_back(name, value);
    return !known;
}

}  // namespace telemetryflow::config
