#include "infrastructure/diagnostics/stderr_diagnostics.hpp"

#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include <unistd.h>

namespace telemetryflow::infrastructure {
namespace {

constexpr std::chrono::seconds kInterval{30};
constexpr const char* kPrefix = "telemetryflow: ";

std::string_view name_of(DiagnosticLevel level) noexcept {
    switch (level) {
        case DiagnosticLevel::Info: return "info";
        case DiagnosticLevel::Warning: return "warning";
        case DiagnosticLevel::Error: return "error";
    }
    return "error";
}

// One write, so that lines of several threads do not mix; what the system does not take is not worth waiting for.
void write_line(std::string line) {
    line += '\n';
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

std::string more(std::uint64_t lines) {
    return std::to_string(lines) + " more in the last 30 seconds";
}

}  // namespace

void StderrDiagnostics::report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept try {
    std::string line(name_of(level));
    line.append(": ").append(topic).append(": ");
    std::uint64_t left_out = 0;
    {
        const std::lock_guard lock(mutex_);
        const auto now = clock_();
        // By level too: the loss of data must not go unsaid because of a warning that came before it.
        Topic& state = topics_.try_emplace(line).first->second;
        if (now < state.next_line_at) {
            ++state.left_out;
            ++unsaid_;
            state.last = message;
            return;
        }
        left_out = std::exchange(state.left_out, 0);
        unsaid_ -= left_out;
        state.next_line_at = now + kInterval;
    }
    line.insert(0, kPrefix).append(message);
    if (left_out != 0) line += " (and " + more(left_out) + ")";
    write_line(std::move(line));
} catch (const std::exception&) {
    // Short of memory there is nothing left to say it with.
}

void StderrDiagnostics::catch_up(bool at_end) noexcept try {
    if (unsaid_.load() == 0) return;
    std::vector<std::string> lines;
    {
        // It comes again soon.
        std::unique_lock lock(mutex_, std::defer_lock);
        if (at_end) {
            lock.lock();
        } else if (!lock.try_lock()) {
            return;
        }
        const auto now = clock_();
        for (auto& [name, state] : topics_) {
            if (state.left_out == 0 || (!at_end && now < state.next_line_at)) continue;
            std::string line(kPrefix);
            line += name + more(state.left_out) + ", the last: " + state.last;
            lines.push_back(std::move(line));
            unsaid_ -= std::exchange(state.left_out, 0);
            state.next_line_at = now + kInterval;
        }
    }
    for (std::string& line : lines)
        write_line(std::move(line));
} catch (const std::exception&) {
    // As above.
}

}  // namespace telemetryflow::infrastructure
