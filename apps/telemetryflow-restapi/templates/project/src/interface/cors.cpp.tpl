#include "interface/cors.hpp"

#include <algorithm>

namespace @{module} {

bool Cors::is_preflight(const httplib::Request& request) {
    return request.method == "OPTIONS" && request.has_header("Origin") &&
           request.has_header("Access-Control-Request-Method");
}

void Cors::allow(const httplib::Request& request, httplib::Response& response) const {
    const std::string origin = request.get_header_value("Origin");
    if (origin.empty()) return;
    // Caches must not give the answer to one page to another.
    response.set_header("Vary", "Origin");
    const bool may_call = std::any_of(origins_.begin(), origins_.end(),
                                      [&](const std::string& one) { return one == "*" || one == origin; });
    if (!may_call) return;
    response.set_header("Access-Control-Allow-Origin", origin);
    if (!is_preflight(request)) return;
    response.set_header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
@if auth
    response.set_header("Access-Control-Allow-Headers", "Content-Type, X-API-Key, traceparent, tracestate");
@else
    response.set_header("Access-Control-Allow-Headers", "Content-Type, traceparent, tracestate");
@end
    response.set_header("Access-Control-Max-Age", "600");
}

}  // namespace @{module}
