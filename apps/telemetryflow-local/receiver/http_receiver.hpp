// OTLP/HTTP: the routes /v1/{traces,logs,metrics} and /v2/{...} on an HttpServer.
#pragma once

#include "receiver/http_server.hpp"
#include "receiver/ingest.hpp"
#include "receiver/key_check.hpp"

namespace telemetryflow::local {

// The arguments outlive the server. Bodies and status codes follow the OTLP specification's section OTLP/HTTP; the
// refusals of a key follow the TelemetryFlow collector.
void add_otlp_routes(HttpServer& server, Ingest& ingest, const KeyCheck& keys);

}  // namespace telemetryflow::local
