#include "interface/route.hpp"

#include <utility>

@if telemetry
#include "telemetryflow/middleware/httplib.hpp"

@end
#include "application/validation_error.hpp"
#include "interface/answers.hpp"
#include "interface/bad_request.hpp"

namespace @{module} {

@if telemetry
httplib::Server::Handler route(std::string pattern, httplib::Server::Handler handler) {
    return telemetryflow::HttplibMiddleware::route(
        std::move(pattern),
        [handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
            try {
                handler(request, response);
            } catch (const ValidationError& error) {
                answer_invalid(response, error.errors());
            } catch (const BadRequest& error) {
                answer_error(response, 400, error.what());
            }
        });
}
@else
httplib::Server::Handler route(const std::string&, httplib::Server::Handler handler) {
    return [handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
        try {
            handler(request, response);
        } catch (const ValidationError& error) {
            answer_invalid(response, error.errors());
        } catch (const BadRequest& error) {
            answer_error(response, 400, error.what());
        }
    };
}
@end

}  // namespace @{module}
