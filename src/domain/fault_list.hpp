#pragma once

// Collects the faults of a configuration as messages of one shape: what is wrong, what was given, how to mend it.
// Owned by one validation; not shared between threads.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telemetryflow {

class FaultList {
public:
    /// Adds "<field> must be <requirement>, got <value>: <mend>". `value` must be fit for a message.
    void must_be(std::string_view field, std::string_view requirement, std::string_view value, std::string_view mend) {
        std::string fault(field);
        fault.append(" must be ").append(requirement).append(", got ").append(value).append(": ").append(mend);
        faults_.push_back(std::move(fault));
    }

    void add(std::string fault) { faults_.push_back(std::move(fault)); }

    [[nodiscard]] std::vector<std::string> take() && { return std::move(faults_); }

private:
    std::vector<std::string> faults_;
};

}  // namespace telemetryflow
