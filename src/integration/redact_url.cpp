#include "telemetryflow/integration/redact_url.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "telemetryflow/middleware/secret_parameters.hpp"

#include "middleware/redact_parameters.hpp"
#include "middleware/same_parameter.hpp"
#include "process/made_once.hpp"

namespace telemetryflow::integration {
namespace {

using middleware::kRedacted;

using Names = std::vector<std::string>;

constinit process::MadeOnce<const Names> g_known;

bool is_secret(std::string_view name, std::span<const std::string> more_names) {
    const Names& known = g_known.get([] { return std::make_unique<const Names>(secret_parameter_names()); });
    const auto is_name = [name](const std::string& secret) { return middleware::same_parameter(name, secret); };
    return std::ranges::any_of(known, is_name) || std::ranges::any_of(more_names, is_name);
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
