// Reads any bytes as a configuration file. Beyond crashes and hangs it looks for what must hold for every file: no
// secret of the environment in a message, no more faults than agreed, nothing set by a file that the parser refused,
// and the same outcome every time.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/yaml_config_parser.hpp"

#include "infrastructure/config/config_file.hpp"
#include "infrastructure/config/config_file_text.hpp"
#include "infrastructure/config/effective_settings.hpp"

namespace {

using namespace telemetryflow;

constexpr std::string_view kSecret = "tfs_7f3a9c51e2";
constexpr std::string_view kPrivate = "private-51e27f3a9c";

std::optional<std::string> variable(const std::string& name) {
    if (name == "S") return std::string(kSecret);
    if (name == "P") return std::string(kPrivate);
    if (name == "LONG") return std::string(5'000, 'x');
    if (name == "N") return "7";
    return std::nullopt;
}

void require(bool holds) {
    if (!holds) std::abort();
}

void require_silence(const std::vector<std::string>& messages) {
    require(messages.size() <= 100);
    for (const auto& message : messages) {
        require(message.find(kSecret) == std::string::npos);
        require(message.find(kPrivate) == std::string::npos);
    }
}

struct Outcome {
    ConfigDraft draft;
    config::ConfigFileReport report;
};

Outcome outcome_of(std::string_view text) {
    Outcome outcome;
    outcome.report = config::apply_config_text("f", text, parse_yaml_config, variable, outcome.draft);
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // What holds a secret by itself may name it, and longer files are not read.
    if (size > config::kLongestConfigFile || text.find(kSecret) != std::string_view::npos) return 0;
    if (text.find(kPrivate) != std::string_view::npos) return 0;

    const auto outcome = outcome_of(text);
    require_silence(outcome.report.errors);
    require_silence(outcome.report.warnings);
    const auto settings = config::effective_settings(outcome.draft);
    for (const auto& setting : settings)
        require(setting.value.find(kSecret) == std::string::npos);
    if (parse_yaml_config(text).fault) require(outcome.draft.settled.empty());
    (void)outcome.draft.config.validate();

    const auto again = outcome_of(text);
    require(again.report.errors == outcome.report.errors && again.report.warnings == outcome.report.warnings);
    require(config::effective_settings(again.draft) == settings);
    return 0;
}
