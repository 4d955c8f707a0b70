#pragma once

// Brings the tables of a database up to date.

#include "infrastructure/connection.hpp"

namespace @{module} {

/// Runs what migrations/ has and this database has not seen, by name, all of it or none. Instances that start at the
/// same time wait for each other.
void migrate(Connection& connection);

}  // namespace @{module}
