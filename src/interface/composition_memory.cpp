// Where a client's staging region lies, and what it finds there.

#include <cerrno>
#include <exception>
#include <optional>
#include <string>

#include <sys/stat.h>

#include "telemetryflow/state_report.hpp"

#include "durability/mapped_region.hpp"
#include "durability/process_directory.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "interface/composition.hpp"

namespace telemetryflow::composition {
namespace {

constexpr const char* kTopic = "durability";

// Empty where there is none: neither given nor named by the environment (XDG Base Directory Specification).
std::string state_directory(const TelemetryConfig& config) {
    if (!config.state_directory.empty()) return config.state_directory;
    const auto home = config::process_environment()("XDG_STATE_HOME");
    // The specification has relative paths ignored.
    if (!home || !home->starts_with('/')) return {};
    ::mkdir(home->c_str(), S_IRWXU);
    return *home + "/telemetryflow";
}

std::string service_of(const TelemetryConfig& config) {
    const bool own_namespace =
        !config.service_namespace.empty() && config.service_namespace != TelemetryConfig().service_namespace;
    return own_namespace ? config.service_namespace + "/" + config.service_name : config.service_name;
}

durability::CommitOptions commits_in_groups(const TelemetryConfig& config,
                                            const std::shared_ptr<Diagnostics>& diagnostics) {
    durability::CommitOptions options;
    options.interval = config.commit_interval;
    options.bytes = config.commit_bytes;
    options.warn = [diagnostics](const std::string& what) {
        diagnostics->report(DiagnosticLevel::Warning, "durability.disk", what);
    };
    return options;
}

// Nothing where the disk has no part in it.
std::optional<durability::CommitOptions> commit_options(const TelemetryConfig& config,
                                                        const std::shared_ptr<Diagnostics>& diagnostics) {
    const bool in_groups = config.durability == Durability::Disk || config.durability == Durability::Sync;
    if (!in_groups && !config.commit_on_fatal) return std::nullopt;
    durability::CommitOptions options = commits_in_groups(config, diagnostics);
    // Then only who waits for the disk has it written to.
    if (!in_groups) options.interval = std::chrono::milliseconds(0);
    return options;
}

void count_dead_processes(const std::shared_ptr<const durability::StateDirectory>& state, StateReport& report) {
    for (const std::string& name : state->folders()) {
        const auto dead = durability::ProcessDirectory::adopt(state, name);
        if (!dead) continue;
        ++report.folders_of_dead_processes;
        report.bytes_of_dead_processes += dead->region_bytes();
        for (const durability::SegmentFolder::Entry& segment : dead->segments().segments())
            report.bytes_of_dead_processes += segment.bytes;
    }
}

}  // namespace

bool wants_state_directory(const TelemetryConfig& config) {
    return config.durability != Durability::Memory && !state_directory(config).empty();
}

bool lacks_durability(const TelemetryConfig& config, const hot::RegionMemory& memory) {
    if (!wants_state_directory(config)) return false;
    if (!memory.outlives_process()) return true;
    // The other modes promise no more than what is written in groups.
    const auto* region = dynamic_cast<const durability::MappedRegion*>(&memory);
    return config.durability == Durability::Process && region != nullptr && !region->obstacle().empty();
}

std::unique_ptr<hot::RegionMemory> make_region_memory(const TelemetryConfig& config,
                                                      const std::shared_ptr<Diagnostics>& diagnostics) {
    if (config.durability == Durability::Memory) return nullptr;
    const std::string base = state_directory(config);
    if (base.empty()) return nullptr;
    try {
        auto state = std::make_shared<durability::StateDirectory>(base, service_of(config));
        auto region = std::make_unique<durability::MappedRegion>(
            std::move(state), hot::ChunkPool::region_bytes(config.buffer_bytes), commit_options(config, diagnostics),
            config.unfinished_spans && config.enable_traces, commits_in_groups(config, diagnostics));
        if (const std::string obstacle = region->obstacle(); !obstacle.empty()) {
            diagnostics->report(
                DiagnosticLevel::Warning, kTopic,
                obstacle + ". Until then the buffer is written there every " +
                    std::to_string(config.commit_interval.count()) +
                    " ms: what was recorded since is lost when the process is killed" +
                    (config.durability == Durability::Sync ? ", but for calls that waited for the disk" : ""));
        }
        return region;
    } catch (const std::exception& error) {
        diagnostics->report(DiagnosticLevel::Warning, kTopic,
                            std::string(error.what()) +
                                ". Until that is mended, what is not delivered is lost when the process is killed");
        return nullptr;
    }
}

}  // namespace telemetryflow::composition

namespace telemetryflow {

StateReport inspect_state(const TelemetryConfig& config) {
    StateReport report;
    if (config.durability == Durability::Memory) return report;
    report.path = composition::state_directory(config);
    if (report.path.empty()) return report;
    try {
        const auto state = std::make_shared<durability::StateDirectory>(report.path, composition::service_of(config));
        report.path = state->path();
        composition::count_dead_processes(state, report);
        durability::ProcessDirectory own(state, hot::ChunkPool::region_bytes(config.buffer_bytes));
        report.fault = own.obstacle();
        own.remove();
    } catch (const std::exception& error) {
        report.fault = error.what();
    }
    return report;
}

}  // namespace telemetryflow
