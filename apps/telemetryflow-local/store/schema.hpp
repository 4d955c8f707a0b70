// The tables of the store. One version, kept in PRAGMA user_version: a file of another version is refused, not guessed.
#pragma once

#include "store/database.hpp"

namespace telemetryflow::local {

// Creates what is missing. Throws DatabaseError for a file that is not ours or of another version.
void create_schema(Database& database);

}  // namespace telemetryflow::local
