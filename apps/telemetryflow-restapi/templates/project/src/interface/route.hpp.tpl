#pragma once

// A handler of this service: known to telemetry by its route, and answering what is wrong with a request.

#include <string>

#include <httplib.h>

namespace app {

/// Wraps a handler; `pattern` is the route, such as /users/{id}. A ValidationError is answered with 422, a BadRequest
/// with 400, and both stay here: they are the caller's faults, and none of this service's.
[[nodiscard]] httplib::Server::Handler route(std::string pattern, httplib::Server::Handler handler);

}  // namespace app
