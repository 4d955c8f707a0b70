#pragma once

// What the SDK says while it sends, as lines of this program's error stream: the same line once. Any thread.

#include <mutex>
#include <set>
#include <string>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "generator/console.hpp"

namespace telemetryflow::spool {

class ConsoleDiagnostics final : public Diagnostics {
public:
    /// The console outlives it.
    explicit ConsoleDiagnostics(const generator::Console& console) : console_(console) {}

    void report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept override;

private:
    const generator::Console& console_;
    std::mutex mutex_;
    std::set<std::string, std::less<>> said_;
};

}  // namespace telemetryflow::spool
