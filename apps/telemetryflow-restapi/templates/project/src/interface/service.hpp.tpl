#pragma once

@if telemetry
// The service as HTTP knows it: a server with its telemetry and its routes. Made before the server runs, and kept until
// it has stopped.
@else
// The service as HTTP knows it: a server with its routes. Made before the server runs, and kept until it has stopped.
@end

#include <httplib.h>

@if telemetry
#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

@end
#include "infrastructure/database.hpp"
#include "infrastructure/settings.hpp"
@if auth
#include "interface/api_keys.hpp"
@end
@if cors
#include "interface/cors.hpp"
@end
@if rate_limit
#include "interface/rate_limit.hpp"
@end

namespace @{module} {

class Service {
public:
@if telemetry
    /// The client and the database must outlive it.
    Service(telemetryflow::TelemetryFlowClient& client, Database& database, const Settings& settings);
@else
    /// The database must outlive it.
    Service(Database& database, const Settings& settings);
@end
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    [[nodiscard]] httplib::Server& server() { return server_; }

private:
@if guards
    /// Whether the request may go on to its route; otherwise it is answered.
    [[nodiscard]] bool admit(const httplib::Request& request, httplib::Response& response);
@end
@if telemetry
    void answer_failures(telemetryflow::TelemetryFlowClient& client);

    telemetryflow::HttplibMiddleware middleware_;
@else
    void answer_failures();

@end
@if auth
    ApiKeys keys_;
@end
@if cors
    Cors cors_;
@end
@if rate_limit
    RateLimit rate_limit_;
@end
    httplib::Server server_;
};

}  // namespace @{module}
