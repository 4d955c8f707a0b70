#pragma once

@if telemetry
// A handler of this service: known to telemetry by its route, and answering what is wrong with a request.
@else
// A handler of this service: answering what is wrong with a request.
@end

#include <string>

#include <httplib.h>

namespace @{module} {

/// Wraps a handler; `pattern` is the route, such as /users/{id}. A ValidationError is answered with 422, a BadRequest
/// with 400, and both stay here: they are the caller's faults, and none of this service's.
@if telemetry
[[nodiscard]] httplib::Server::Handler route(std::string pattern, httplib::Server::Handler handler);
@else
[[nodiscard]] httplib::Server::Handler route(const std::string& pattern, httplib::Server::Handler handler);
@end

}  // namespace @{module}
