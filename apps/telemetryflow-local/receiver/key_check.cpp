#include "receiver/key_check.hpp"

namespace telemetryflow::local {

namespace {

constexpr std::string_view kIdPrefix = "tfk_";
constexpr std::string_view kSecretPrefix = "tfs_";
constexpr std::string_view kBearer = "bearer ";

bool has_bearer_scheme(std::string_view text) {
    if (text.size() < kBearer.size()) return false;
    for (std::size_t i = 0; i < kBearer.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != kBearer[i]) return false;
    }
    return true;
}

// Takes a time that depends on the presented text only.
bool equal(std::string_view required, std::string_view presented) {
    auto difference = static_cast<unsigned>(required.size() != presented.size());
    for (std::size_t i = 0; i < presented.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(required[i % required.size()]) ^
                                            static_cast<unsigned char>(presented[i]));
    }
    return difference == 0;
}

PresentedKey with_bearer(const PresentedKey& presented) {
    if (presented.id || presented.secret || !presented.authorization) return presented;
    const std::string_view text = *presented.authorization;
    if (!has_bearer_scheme(text)) return presented;
    const auto credentials = text.substr(kBearer.size());
    const auto colon = credentials.find(':');
    if (colon == std::string_view::npos) return presented;
    return {std::string(credentials.substr(0, colon)), std::string(credentials.substr(colon + 1)), std::nullopt};
}

std::optional<std::string> malformed(const PresentedKey& presented) {
    if (!presented.id || presented.id->empty()) return "missing TelemetryFlow API Key ID";
    if (!presented.id->starts_with(kIdPrefix)) return "invalid TelemetryFlow API Key ID format (expected tfk_xxx)";
    if (!presented.secret || presented.secret->empty()) return "missing TelemetryFlow API Key Secret";
    if (!presented.secret->starts_with(kSecretPrefix)) {
        return "invalid TelemetryFlow API Key Secret format (expected tfs_xxx)";
    }
    return std::nullopt;
}

}  // namespace

std::optional<ApiKey> ApiKey::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    ApiKey key{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
    if (malformed({key.id, key.secret, std::nullopt})) return std::nullopt;
    return key;
}

std::optional<std::string> KeyCheck::refusal(const PresentedKey& presented, KeyRule rule) const {
    if (!required_) return rule == KeyRule::WellFormed ? malformed(presented) : std::nullopt;
    const auto key = with_bearer(presented);
    if (auto why = malformed(key)) return why;
    const bool same_id = equal(required_->id, *key.id);
    const bool same_secret = equal(required_->secret, *key.secret);
    if (same_id && same_secret) return std::nullopt;
    return "API Key not authorized";
}

}  // namespace telemetryflow::local
