#include "telemetryflow/integration/redact_url.hpp"

#include <algorithm>
#include <array>

#include "middleware/redact_parameters.hpp"

namespace telemetryflow::integration {
namespace {

using middleware::kRedacted;

// Lower case. The first four are those of the semantic conventions.
constexpr std::array<std::string_view, 28> kSecretNames = {"awsaccesskeyid",
                                                           "signature",
                                                           "sig",
                                                           "x-goog-signature",
                                                           "x-amz-signature",
                                                           "x-amz-credential",
                                                           "access_token",
                                                           "auth",
                                                           "authorization",
                                                           "api_key",
                                                           "x-amz-security-token",
                                                           "api-key",
                                                           "apikey",
                                                           "client_secret",
                                                           "credential",
                                                           "credentials",
                                                           "id_token",
                                                           "jwt",
                                                           "key",
                                                           "passwd",
                                                           "password",
                                                           "pwd",
                                                           "refresh_token",
                                                           "secret",
                                                           "session",
                                                           "session_id",
                                                           "sessionid",
                                                           "token"};

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string normalized(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '%' && i + 2 < name.size() && hex_digit(name[i + 1]) >= 0 && hex_digit(name[i + 2]) >= 0) {
            out += lower(static_cast<char>(hex_digit(name[i + 1]) * 16 + hex_digit(name[i + 2])));
            i += 2;
        } else {
            out += lower(name[i]);
        }
    }
    return out;
}

bool is_secret(std::string_view name, std::span<const std::string> more_names) {
    const std::string plain = normalized(name);
    return std::ranges::find(kSecretNames, plain) != kSecretNames.end() ||
           std::ranges::any_of(more_names, [&](const std::string& more) { return normalized(more) == plain; });
}

}  // namespace

std::string redact_url(std::string_view url, std::span<const std::string> more_names) {
    std::string out;
    out.reserve(url.size() + 2 * kRedacted.size());

    const std::size_t parameters = std::min(url.find_first_of("?#"), url.size());
    std::string_view location = url.substr(0, parameters);
    // Without a scheme, as curl takes it too, the authority comes first.
    if (const std::size_t scheme = location.find("://"); scheme != std::string_view::npos) {
        out.append(location.substr(0, scheme + 3));
        location.remove_prefix(scheme + 3);
    }
    const std::string_view authority = location.substr(0, location.find('/'));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        out.append(kRedacted);
        if (authority.substr(0, at).find(':') != std::string_view::npos) out.append(":").append(kRedacted);
        location.remove_prefix(at);
    }
    out.append(location);

    std::string_view rest = url.substr(parameters);
    while (!rest.empty()) {
        out += rest.front();
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find_first_of("?#"), rest.size());
        middleware::append_redacted(out, rest.substr(0, end), "&;",
                                    [&](std::string_view name) { return is_secret(name, more_names); });
        rest.remove_prefix(end);
    }
    return out;
}

}  // namespace telemetryflow::integration
