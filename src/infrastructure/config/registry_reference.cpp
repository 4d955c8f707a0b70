#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/option_registry.hpp"
#include "infrastructure/config/prometheus_variables.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::string_view kGenerated =
    "<!-- Generated from the registry in src/infrastructure/config; a test compares the two. -->\n\n";

std::string quoted(std::string_view text) {
    return text.empty() ? std::string() : "`" + std::string(text) + "`";
}

void append_table(std::span<const EnvironmentVariable> variables, std::string& page) {
    page += "| Variable | Accepts | Default | Builder call | Meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& variable : variables) {
        page.append("| `").append(variable.name).append("` | ").append(variable.accepts).append(" | ");
        page.append(quoted(variable.default_text)).append(" | ").append(quoted(variable.builder_call));
        page.append(" | ").append(variable.description).append(" |\n");
    }
}

/// What a file accepts: there, maps and lists are written as such.
std::string accepted_in_files(const ValueForm& form) {
    if (form.kind == ValueKind::Entries) return "a map of texts";
    const bool is_list = form.kind == ValueKind::Words || form.kind == ValueKind::Numbers;
    return (is_list ? "a list, or " : "") + accepted_text(form);
}

void append_key(std::string_view key, const ValueForm& form, std::string_view default_text, std::string_view variable,
                std::string_view description, std::string& page) {
    page.append("| `").append(key).append("` | ").append(accepted_in_files(form)).append(" | ");
    page.append(quoted(default_text)).append(" | ").append(quoted(variable)).append(" | ");
    page.append(description).append(" |\n");
}

}  // namespace

std::string registry_reference_markdown() {
    std::string page = "# Environment variables\n\n";
    page += kGenerated;
    page +=
        "A client reads variables when its builder is told to: `with_auto_configuration()` reads all of them, "
        "`with_*_from_env()` those of one option. A builder call wins over `TELEMETRYFLOW_*`, which wins over "
        "`OTEL_*`, which wins over a [configuration file](config-file.md), which wins over the default, whatever the "
        "order of the calls. Entries of maps (headers, attributes, tags) are decided one by one.\n\n"
        "An absent or empty variable changes nothing. A value that is not of the accepted form makes `build()` fail "
        "with the name of the variable and what it accepts. A value that OpenTelemetry defines but this SDK does not "
        "offer is left out and named by `diagnostics()`.\n\n"
        "## TelemetryFlow\n\n";
    append_table(EnvironmentRegistry::telemetryflow_variables(), page);
    page += "\n## OpenTelemetry\n\nRead after all of the above.\n\n";
    append_table(EnvironmentRegistry::opentelemetry_variables(), page);
    page +=
        "\n## Prometheus endpoint\n\n"
        "Read by `prometheus_options_from_environment()`, for the component `telemetryflow::prometheus`; a value that "
        "is "
        "not of the accepted form makes it throw.\n\n"
        "| Variable | Accepts | Default | Meaning |\n| --- | --- | --- | --- |\n";
    for (const auto& variable : kPrometheusVariables) {
        page.append("| `").append(variable.name).append("` | ").append(variable.accepts).append(" | ");
        page.append(quoted(variable.default_text)).append(" | ").append(variable.description).append(" |\n");
    }
    return page;
}

std::string config_file_reference_markdown() {
    std::string page = "# Configuration file\n\n";
    page += kGenerated;
    page +=
        "What a file for `with_config_file()` or `TELEMETRYFLOW_CONFIG_FILE` may say; the guide to "
        "[configuration](../guides/configuration.md) has the rules. The dots stand for maps: `endpoint.timeout` is "
        "`timeout` under `endpoint`. [telemetryflow.schema.json](telemetryflow.schema.json) is the same as a JSON "
        "Schema.\n\n"
        "| Key | Accepts | Default | Variable | Meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& row : option_rows()) {
        if (!row.key.empty()) {
            append_key(row.key, row.value.form, row.default_text, row.variable, row.description, page);
        }
    }
    page +=
        "\n## Keys of the family's files\n\n"
        "Known so that the files of TelemetryFlow's other SDKs can be read.\n\n"
        "| Key | Accepts | Default | Variable | Meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& other : file_only_keys())
        append_key(other.key, other.form, "", "", other.description, page);
    return page;
}

}  // namespace telemetryflow::config
