#pragma once

// @{entity} over HTTP: /@{table} and /@{table}/{id}.

#include <memory>

#include <httplib.h>

#include "domain/@{entity_file}_repository.hpp"

namespace @{module} {

/// What the repository needs must outlive the server.
void add_@{entity_file}_routes(httplib::Server& server, std::shared_ptr<@{entity}Repository> repository);

}  // namespace @{module}
