#pragma once

// The entities of this service.

#include <httplib.h>

#include "infrastructure/database.hpp"

namespace @{module} {

/// Adds the routes of every entity. The database must outlive the server.
void add_entities(httplib::Server& server, Database& database);

}  // namespace @{module}
