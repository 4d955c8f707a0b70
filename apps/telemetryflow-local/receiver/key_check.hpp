// KeyCheck: who may send. Immutable, so any thread may ask. It holds the required secret in memory and neither prints
// nor stores it, nor anything that was presented to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::local {

struct ApiKey {
    std::string id;
    std::string secret;

    // "tfk_...:tfs_...", or nothing when it is not of that form.
    static std::optional<ApiKey> parse(std::string_view text);
};

// What a request carried, whether or not it is well formed.
struct PresentedKey {
    std::optional<std::string> id;             // x-telemetryflow-key-id
    std::optional<std::string> secret;         // x-telemetryflow-key-secret
    std::optional<std::string> authorization;  // "Bearer id:secret", read when both headers are missing
};

enum class KeyRule { Open, WellFormed };

class KeyCheck {
public:
    explicit KeyCheck(std::optional<ApiKey> required) : required_(std::move(required)) {}

    // Why the request is refused, in the words of the TelemetryFlow collector, or nothing. With a required key the
    // rule of the path does not matter: everybody has to present that key.
    std::optional<std::string> refusal(const PresentedKey& presented, KeyRule rule) const;

private:
    std::optional<ApiKey> required_;
};

}  // namespace telemetryflow::local
