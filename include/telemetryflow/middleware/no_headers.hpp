#pragma once

// A carrier without headers. A value; safe to use from any thread.

#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"

namespace telemetryflow {

struct NoHeaders {
    template <class Visit>
    void get_all(std::string_view, Visit&&) const {}
};

/// What an adapter passes that cannot read headers.
inline constexpr NoHeaders kNoHeaders{};

}  // namespace telemetryflow
