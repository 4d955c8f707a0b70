#include "infrastructure/migrate.hpp"

#include <string>

#include "infrastructure/resources.hpp"

namespace @{module} {

void migrate(Connection& connection) {
    connection.exclusively([&connection] {
        connection.run_script("CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY)");
        for (const Resource& migration : migrations()) {
            const std::string name(migration.name);
            if (!connection.query("SELECT name FROM schema_migrations WHERE name = $1", {name}).empty()) continue;
            connection.run_script(std::string(migration.text));
            connection.query("INSERT INTO schema_migrations (name) VALUES ($1)", {name});
        }
    });
}

}  // namespace @{module}
