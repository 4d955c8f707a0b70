#pragma once

// What `init` and `config` are told about a service and its backend. A value.

#include <filesystem>
#include <string>

#include <CLI/App.hpp>

#include "generator/template_values.hpp"

namespace telemetryflow::gen {

struct Settings {
    std::string project;  // empty: named after the folder
    std::string service;  // empty: the project's name
    std::string version = "1.0.0";
    std::string environment = "production";
    std::string key_id;
    std::string key_secret;
    std::string endpoint;  // empty: the SDK's default for the protocol
    std::string protocol = "grpc";
    std::string collector_name;
    std::string datacenter = "default";
    bool v2_api = true;
    bool v2_only = false;
    bool metrics = true;
    bool logs = true;
    bool traces = true;

    void add_options(CLI::App& command);
    void add_signal_options(CLI::App& command);

    /// Fills in what follows from the rest, and checks everything; throws UsageError with the option's name.
    void complete(const std::filesystem::path& folder);
    /// Every text and flag that the templates of init and config ask for.
    [[nodiscard]] generator::TemplateValues values() const;
};

/// The name of a project for a folder, checked like one that was given.
[[nodiscard]] std::string project_for(const std::filesystem::path& folder);
/// The version of the SDK that generated projects ask for: "<major>.<minor>".
[[nodiscard]] std::string sdk_version();

}  // namespace telemetryflow::gen
