#pragma once

// The part of a list that a request asks for: ?limit=20&offset=40.

#include <httplib.h>

#include "domain/page.hpp"

namespace @{module} {

/// Throws BadRequest for what is no number or out of range.
[[nodiscard]] Page page_of(const httplib::Request& request);

}  // namespace @{module}
