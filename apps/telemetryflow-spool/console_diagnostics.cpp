#include "console_diagnostics.hpp"

namespace telemetryflow::spool {

void ConsoleDiagnostics::report(DiagnosticLevel level, std::string_view, std::string_view message) noexcept try {
    // How many records there are is this program's own to tell.
    if (level == DiagnosticLevel::Info) return;
    const std::lock_guard lock(mutex_);
    if (!said_.emplace(message).second) return;
    const auto colour = level == DiagnosticLevel::Error ? generator::Colour::Red : generator::Colour::Yellow;
    console_.err << console_.err_style(colour, "warning: ") << message << std::endl;
} catch (const std::exception&) {
    return;
}

}  // namespace telemetryflow::spool
