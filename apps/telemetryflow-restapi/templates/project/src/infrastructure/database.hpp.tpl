#pragma once

// The database of this service: connections that are made when they are needed and kept for the next request. Any
@if telemetry
// thread may call anything. It must outlive what it lends, and the client must outlive it.
@else
// thread may call anything. It must outlive what it lends.
@end

#include <memory>
#include <mutex>
#include <string>
#include <vector>

@if telemetry
#include "telemetryflow/telemetryflow.hpp"

@end
#include "infrastructure/connection.hpp"

namespace @{module} {

class Database {
public:
    /// `where` is what Connection takes. Connects, and brings the tables up to date.
@if telemetry
    Database(telemetryflow::TelemetryFlowClient& client, std::string where);
@else
    explicit Database(std::string where);
@end

    /// Connection::query() on a connection of its own.
    std::vector<Row> query(const std::string& sql, const std::vector<Value>& parameters = {});

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

@if telemetry
    telemetryflow::TelemetryFlowClient& client_;
@end
    std::string where_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace @{module}
