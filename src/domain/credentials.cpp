#include "telemetryflow/domain/credentials.hpp"

#include <algorithm>
#include <cstddef>
#include <ostream>

#include "telemetryflow/domain/errors.hpp"

#include "domain/text.hpp"

namespace telemetryflow {
namespace {

void check(std::string_view value, const std::string& name, std::string_view prefix, std::vector<std::string>& faults) {
    const std::string quoted_prefix = "'" + std::string(prefix) + "'";
    if (value.empty()) {
        faults.push_back(name + " is required");
        return;
    }
    if (!value.starts_with(prefix)) {
        faults.push_back(name + " must start with " + quoted_prefix);
    } else if (value.size() == prefix.size()) {
        faults.push_back(name + " must have a value after its prefix " + quoted_prefix);
    }
    if (!std::all_of(value.begin(), value.end(), text::is_visible)) {
        faults.push_back(name + " must consist of printable ASCII characters without spaces and line breaks");
    }
}

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    // volatile keeps the compiler from ending the loop at the first difference.
    volatile unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = static_cast<unsigned char>(difference | static_cast<unsigned char>(a[i] ^ b[i]));
    }
    return difference == 0;
}

}  // namespace

Credentials::Credentials(std::string key_id, std::string key_secret)
    : key_id_(std::move(key_id)), key_secret_(std::move(key_secret)) {
    const auto found = faults(key_id_, key_secret_);
    if (!found.empty()) throw CredentialsError(found.front());
}

Credentials Credentials::create(std::string key_id, std::string key_secret) {
    return Credentials(std::move(key_id), std::move(key_secret));
}

std::vector<std::string> Credentials::faults(std::string_view key_id, std::string_view key_secret) {
    std::vector<std::string> found;
    check(key_id, "API key ID", kKeyIdPrefix, found);
    check(key_secret, "API key secret", kKeySecretPrefix, found);
    return found;
}

std::string Credentials::authorization_header() const {
    return "Bearer " + key_id_ + ":" + key_secret_;
}

std::vector<std::pair<std::string, std::string>> Credentials::auth_headers() const {
    return {{"Authorization", authorization_header()},
            {"X-TelemetryFlow-Key-ID", key_id_},
            {"X-TelemetryFlow-Key-Secret", key_secret_}};
}

bool Credentials::equals(const Credentials& other) const noexcept {
    const bool same_id = equal_in_constant_time(key_id_, other.key_id_);
    const bool same_secret = equal_in_constant_time(key_secret_, other.key_secret_);
    return same_id && same_secret;
}

std::string Credentials::to_string() const {
    return "Credentials(key_id=" + key_id_ + ", key_secret=[REDACTED])";
}

std::ostream& operator<<(std::ostream& out, const Credentials& credentials) {
    return out << credentials.to_string();
}

}  // namespace telemetryflow
