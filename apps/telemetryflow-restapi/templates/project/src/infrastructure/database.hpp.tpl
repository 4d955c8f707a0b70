#pragma once

// The database of this service: connections that are made when they are needed and kept for the next request. Any
// thread may call anything. It must outlive what it lends, and the client must outlive it.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "telemetryflow/telemetryflow.hpp"

#include "infrastructure/connection.hpp"

namespace app {

class Database {
public:
    /// `where` is what Connection takes. Connects, and brings the tables up to date.
    Database(telemetryflow::TelemetryFlowClient& client, std::string where);

    /// Connection::query() on a connection of its own.
    std::vector<Row> query(const std::string& sql, const std::vector<Value>& parameters = {});

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    telemetryflow::TelemetryFlowClient& client_;
    std::string where_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace app
