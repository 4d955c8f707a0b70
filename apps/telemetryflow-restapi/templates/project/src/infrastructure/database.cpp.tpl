#include "infrastructure/database.hpp"

#include <utility>

#include "infrastructure/migrate.hpp"

namespace @{module} {

@if telemetry
Database::Database(telemetryflow::TelemetryFlowClient& client, std::string where)
    : client_(client), where_(std::move(where)) {
@else
Database::Database(std::string where) : where_(std::move(where)) {
@end
    std::unique_ptr<Connection> first = take();
    migrate(*first);
    give_back(std::move(first));
}

std::vector<Row> Database::query(const std::string& sql, const std::vector<Value>& parameters) {
    std::unique_ptr<Connection> connection = take();
    try {
        std::vector<Row> rows = connection->query(sql, parameters);
        give_back(std::move(connection));
        return rows;
    } catch (...) {
        // One that broke is not lent again: the next request makes a new one.
        if (connection && connection->is_usable()) give_back(std::move(connection));
        throw;
    }
}

std::unique_ptr<Connection> Database::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            std::unique_ptr<Connection> connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
@if telemetry
    return std::make_unique<Connection>(client_, where_);
@else
    return std::make_unique<Connection>(where_);
@end
}

void Database::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

}  // namespace @{module}
