#pragma once

// Walking a comma-separated list. A pure function; safe to use from any thread.

#include <algorithm>
#include <string_view>

#include "domain/text.hpp"

namespace telemetryflow::text {

/// Calls `take` with each trimmed, non-empty member of a comma-separated list until it returns false.
template <class Take>
bool for_each_member(std::string_view list, Take&& take) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto member = trim(list.substr(0, comma));
        if (!member.empty() && !take(member)) return false;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return true;
}

}  // namespace telemetryflow::text
