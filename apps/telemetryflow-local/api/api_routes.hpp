// The JSON API under /api/v1 and the index at /. Fields and parameters: README.md beside this program.
#pragma once

#include "receiver/http_server.hpp"
#include "receiver/ingest.hpp"
#include "store/store.hpp"

namespace telemetryflow::local {

// The arguments outlive the server.
void add_api_routes(HttpServer& server, Store& store, const Ingest& ingest);

}  // namespace telemetryflow::local
