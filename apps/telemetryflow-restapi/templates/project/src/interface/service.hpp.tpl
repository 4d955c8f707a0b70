#pragma once

// The service as HTTP knows it: a server with its telemetry and its routes. Made before the server runs, and kept until
// it has stopped.

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "infrastructure/database.hpp"
@if auth
#include "interface/api_keys.hpp"
@end

namespace app {

class Service {
public:
    /// The client and the database must outlive it.
@if auth
    Service(telemetryflow::TelemetryFlowClient& client, Database& database, ApiKeys keys);
@else
    Service(telemetryflow::TelemetryFlowClient& client, Database& database);
@end
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    [[nodiscard]] httplib::Server& server() { return server_; }

private:
    void answer_failures(telemetryflow::TelemetryFlowClient& client);

    telemetryflow::HttplibMiddleware middleware_;
@if auth
    ApiKeys keys_;
@end
    httplib::Server server_;
};

}  // namespace app
