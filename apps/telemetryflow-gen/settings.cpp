#include "settings.hpp"

#include <CLI/CLI.hpp>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/domain/credentials.hpp"
#include "telemetryflow/domain/endpoint.hpp"
#include "telemetryflow/version.hpp"

#include "generator/names.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::gen {

using generator::UsageError;

void Settings::add_options(CLI::App& command) {
    command.add_option("-p,--project", project, "Name of the project (default: the folder's)")->type_name("NAME");
    command.add_option("-n,--service", service, "Name of the service (default: the project's)")->type_name("NAME");
    command.add_option("--service-version,--version", version, "Version of the service")
        ->type_name("VERSION")
        ->capture_default_str();
    command.add_option("--environment", environment, "Deployment environment")
        ->type_name("NAME")
        ->capture_default_str();
    command.add_option("-k,--key-id", key_id, "Id of the API key")->type_name("tfk_ID");
    command.add_option("-s,--key-secret", key_secret, "Secret of the API key")->type_name("tfs_SECRET");
    command
        .add_option("-e,--endpoint", endpoint,
                    "Where the backend listens (default: " + std::string(TelemetryFlowBuilder::kDefaultEndpoint) +
                        ", for HTTP port 4318)")
        ->type_name("HOST:PORT|URL");
    command.add_option("--protocol", protocol, "OTLP transport")
        ->check(CLI::IsMember({"grpc", "http"}).description(""))
        ->type_name("{grpc,http}")
        ->capture_default_str();
    command.add_option("--collector-name", collector_name, "Name in headers (default: the service's)")
        ->type_name("NAME");
    command.add_option("--datacenter", datacenter, "Data center in headers")->type_name("NAME")->capture_default_str();
    command.add_flag("--use-v2-api,!--no-v2-api", v2_api, "Use the platform's /v2 paths (default: on)");
    command.add_flag("--v2-only", v2_only, "Refuse settings that would use a /v1 path");
}

void Settings::add_signal_options(CLI::App& command) {
    command.add_flag("--metrics,!--no-metrics", metrics, "With metrics (default: on)");
    command.add_flag("--logs,!--no-logs", logs, "With logs (default: on)");
    command.add_flag("--traces,!--no-traces", traces, "With traces (default: on)");
}

void Settings::complete(const std::filesystem::path& folder) {
    if (project.empty()) {
        project = project_for(folder);
    } else {
        generator::check_project_name("--project", project);
    }
    if (service.empty()) service = project;
    if (collector_name.empty()) collector_name = service;
    generator::check_text("--service", service);
    generator::check_text("--service-version", version);
    generator::check_text("--environment", environment);
    generator::check_text("--collector-name", collector_name);
    generator::check_text("--datacenter", datacenter);
    if (key_id.empty() != key_secret.empty()) throw UsageError("--key-id and --key-secret go together");
    if (!key_id.empty()) {
        for (const std::string& fault : Credentials::faults(key_id, key_secret))
            throw UsageError("--key-id, --key-secret: " + fault);
    }
    if (endpoint.empty()) {
        endpoint =
            protocol == "http" ? TelemetryFlowBuilder::kDefaultHttpEndpoint : TelemetryFlowBuilder::kDefaultEndpoint;
    }
    if (const EndpointParseResult parsed = Endpoint::parse(endpoint); !parsed.endpoint) {
        throw UsageError("--endpoint: " + parsed.fault);
    }
    if (v2_only && !v2_api) throw UsageError("--v2-only and --no-v2-api exclude each other");
    if (!metrics && !logs && !traces) throw UsageError("without metrics, logs and traces nothing is left to record");
}

generator::TemplateValues Settings::values() const {
    const auto word = [](bool value) { return std::string(value ? "true" : "false"); };
    return {.texts = {{"project", project},
                      {"identifier", generator::identifier_of(project)},
                      {"service", service},
                      {"version", version},
                      {"environment", environment},
                      {"key_id", key_id},
                      {"key_secret", key_secret},
                      {"endpoint", endpoint},
                      {"protocol", protocol},
                      {"collector_name", collector_name},
                      {"datacenter", datacenter},
                      {"sdk_version", sdk_version()},
                      {"v2_api", word(v2_api)},
                      {"v2_only", word(v2_only)},
                      {"metrics", word(metrics)},
                      {"logs", word(logs)},
                      {"traces", word(traces)}},
            .flags = {{"key", !key_id.empty()}, {"metrics", metrics}, {"logs", logs}, {"traces", traces}}};
}

std::string project_for(const std::filesystem::path& folder) {
    std::filesystem::path whole = std::filesystem::absolute(folder).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();
    const std::string name = generator::project_name_from(whole.filename().string());
    generator::check_project_name("the folder's name as --project", name);
    return name;
}

std::string sdk_version() {
    return std::string(kVersion.substr(0, kVersion.rfind('.')));
}

}  // namespace telemetryflow::gen
