#include "infrastructure/diagnostics/stderr_diagnostics.hpp"

#include <exception>
#include <utility>

#include <unistd.h>

namespace telemetryflow::infrastructure {
namespace {

constexpr std::chrono::seconds kInterval{30};

std::string_view name_of(DiagnosticLevel level) noexcept {
    switch (level) {
        case DiagnosticLevel::Info: return "info";
        case DiagnosticLevel::Warning: return "warning";
        case DiagnosticLevel::Error: return "error";
    }
    return "error";
}

}  // namespace

void StderrDiagnostics::report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept try {
    std::uint64_t left_out = 0;
    {
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        // By level too: the loss of data must not go unsaid because of a warning that came before it.
        Topic& state = topics_.try_emplace(std::string(name_of(level)).append(topic)).first->second;
        if (now < state.next_line_at) {
            ++state.left_out;
            return;
        }
        left_out = std::exchange(state.left_out, 0);
        state.next_line_at = now + kInterval;
    }
    std::string line = "telemetryflow: ";
    line += name_of(level);
    line += ": ";
    line += topic;
    line += ": ";
    line += message;
    if (left_out != 0) line += " (and " + std::to_string(left_out) + " more in the last 30 seconds)";
    line += '\n';
    // One write, so that lines of several threads do not mix; what the system does not take is not worth waiting for.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
} catch (const std::exception&) {
    // Short of memory there is nothing left to say it with.
}

}  // namespace telemetryflow::infrastructure
