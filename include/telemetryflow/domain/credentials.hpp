#pragma once

// An API key pair: immutable once made, compared in constant time, printed redacted. A value; safe to use from any
// thread. Follows "Credentials" of the specification's domain layer.

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT Credentials {
public:
    static constexpr std::string_view kKeyIdPrefix = "tfk_";
    static constexpr std::string_view kKeySecretPrefix = "tfs_";

    /// Checks the pair and throws CredentialsError with the first of faults().
    Credentials(std::string key_id, std::string key_secret);
    /// The family's spelling of the constructor.
    [[nodiscard]] static Credentials create(std::string key_id, std::string key_secret);
    /// Returns everything that is wrong with the pair, the id's faults first; never repeats a value. Refused are:
    /// empty, wrong prefix, nothing after the prefix, and any character but printable ASCII without the space.
    [[nodiscard]] static std::vector<std::string> faults(std::string_view key_id, std::string_view key_secret);

    [[nodiscard]] const std::string& key_id() const noexcept { return key_id_; }
    [[nodiscard]] const std::string& key_secret() const noexcept { return key_secret_; }

    /// Returns "Bearer <id>:<secret>".
    [[nodiscard]] std::string authorization_header() const;
    /// Returns Authorization, X-TelemetryFlow-Key-ID and X-TelemetryFlow-Key-Secret.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> auth_headers() const;
    /// Compares both parts in time that depends on their lengths only.
    [[nodiscard]] bool equals(const Credentials& other) const noexcept;
    /// Returns "Credentials(key_id=<the id>, key_secret=[REDACTED])": the id names the key, the secret never shows.
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const Credentials& a, const Credentials& b) noexcept { return a.equals(b); }

private:
    std::string key_id_;
    std::string key_secret_;
};

TELEMETRYFLOW_EXPORT std::ostream& operator<<(std::ostream& out, const Credentials& credentials);

}  // namespace telemetryflow
