#include "infrastructure/config/environment_registry.hpp"

namespace telemetryflow::config {
namespace {

void append_table(std::span<const EnvironmentVariable> variables, std::string& page) {
    page += "| Variable | Accepts | Default | Builder call | Meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& variable : variables) {
        page.append("| `").append(variable.name).append("` | ").append(variable.accepts).append(" | ");
        if (!variable.default_text.empty()) page.append("`").append(variable.default_text).append("`");
        page += " | ";
        if (!variable.builder_call.empty()) page.append("`").append(variable.builder_call).append("`");
        page.append(" | ").append(variable.description).append(" |\n");
    }
}

}  // namespace

std::string registry_reference_markdown() {
    std::string page =
        "# Environment variables\n\n"
        "<!-- Generated from the registry in src/infrastructure/config; a test compares the two. -->\n\n"
        "A client reads variables when its builder is told to: `with_auto_configuration()` reads all of them, "
        "`with_*_from_env()` those of one option. A builder call wins over `TELEMETRYFLOW_*`, which wins over "
        "`OTEL_*`, "
        "which wins over the default, whatever the order of the calls. Entries of maps (headers, attributes, tags) are "
        "decided one by one.\n\n"
        "An absent or empty variable changes nothing. A value that is not of the accepted form makes `build()` fail "
        "with "
        "the name of the variable and what it accepts. A value that OpenTelemetry defines but this SDK does not offer "
        "is left out and named by `diagnostics()`.\n\n"
        "## TelemetryFlow\n\n";
    append_table(EnvironmentRegistry::telemetryflow_variables(), page);
    page += "\n## OpenTelemetry\n\nRead after all of the above.\n\n";
    append_table(EnvironmentRegistry::opentelemetry_variables(), page);
    return page;
}

}  // namespace telemetryflow::config
