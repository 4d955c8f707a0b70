#pragma once

// A way to send spans that is compared with others: a load program and what it is started with. A plain value.

#include <string>
#include <vector>

#include "export/scenario.hpp"

namespace telemetryflow::bench {

struct Subject {
    std::string name;
    std::string program;
    std::vector<std::string> environment;
    bool gzips_http = true;

    [[nodiscard]] bool can(const Scenario& scenario) const {
        return gzips_http || !scenario.gzip || scenario.wire != Wire::Http;
    }
};

/// Every subject that this build has, ours first.
[[nodiscard]] std::vector<Subject> all_subjects();

/// The library to preload that counts allocations.
[[nodiscard]] std::string allocation_hook_library();

}  // namespace telemetryflow::bench
