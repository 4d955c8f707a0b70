#include "doctor/spool_check.hpp"

#include "telemetryflow/state_report.hpp"

#include "visible_text.hpp"

namespace telemetryflow::gen {

namespace {

constexpr const char* kName = "spool";
constexpr const char* kLost = "what is not delivered yet is lost when the process is killed";

std::string left_there(const StateReport& report) {
    const std::size_t folders = report.folders_of_dead_processes;
    if (folders == 0) return "processes that have ended left nothing there";
    return std::to_string(folders) + (folders == 1 ? " process" : " processes") + " that ended left " +
           std::to_string(report.bytes_of_dead_processes) +
           " bytes there, and the service's next start sends what is undelivered in them";
}

}  // namespace

CheckResult check_spool(const TelemetryConfig& config) {
    if (config.durability == Durability::Memory) {
        return {.name = kName, .status = CheckStatus::Skipped, .message = std::string("durability is off: ") + kLost};
    }
    const StateReport report = inspect_state(config);
    if (report.path.empty()) {
        return {.name = kName,
                .status = CheckStatus::Warning,
                .message = std::string("durability is on, but no state directory is named: ") + kLost,
                .mend =
                    "Name one in TELEMETRYFLOW_STATE_DIRECTORY or XDG_STATE_HOME, or leave it so with "
                    "TELEMETRYFLOW_DURABILITY=memory."};
    }
    if (!report.fault.empty()) {
        return {.name = kName,
                .status = CheckStatus::Failed,
                .message = visible_text(report.fault) + "; until then " + kLost,
                .mend =
                    "Mend that, or name in TELEMETRYFLOW_STATE_DIRECTORY a folder on a local disk that only the "
                    "program's user may write into."};
    }
    return {.name = kName,
            .message = "durability is on, and " + visible_text(report.path) + " can be used; " + left_there(report)};
}

}  // namespace telemetryflow::gen
