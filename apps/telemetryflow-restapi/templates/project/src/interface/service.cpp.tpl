#include "interface/service.hpp"

#include <exception>
@if !telemetry
#include <iostream>
@end
#include <string>
@if telemetry
@if guards
#include <utility>
@end
@end

#include "entities.hpp"
@if openapi
#include "infrastructure/resources.hpp"
@end
#include "interface/answers.hpp"
#include "interface/route.hpp"

namespace @{module} {

using httplib::Request;
using httplib::Response;

namespace {

constexpr std::size_t kLargestBody = 1U << 20U;
@if telemetry

telemetryflow::MiddlewareOptions middleware_options() {
    telemetryflow::MiddlewareOptions options;
    options.excluded_paths = {"/health"};
    return options;
}
@end
@if guards

httplib::Server::HandlerResponse handled(bool admitted) {
    return admitted ? httplib::Server::HandlerResponse::Unhandled : httplib::Server::HandlerResponse::Handled;
}
@end

}  // namespace

@if telemetry
Service::Service(telemetryflow::TelemetryFlowClient& client, Database& database, const Settings&@{settings_name})@{initialisers} {
@else
Service::Service(Database& database, const Settings&@{settings_name})@{initialisers} {
@end
@if telemetry
@if guards
    telemetryflow::HttplibMiddleware::Hooks hooks;
    hooks.pre_routing = [this](const Request& request, Response& response) { return handled(admit(request, response)); };
    middleware_.install(server_, std::move(hooks));
@else
    middleware_.install(server_);
@end
@else
@if guards
    server_.set_pre_routing_handler(
        [this](const Request& request, Response& response) { return handled(admit(request, response)); });
@end
@end
    server_.set_payload_max_length(kLargestBody);
    server_.Get("/health", [](const Request&, Response& response) { answer(response, 200, {{"status", "ok"}}); });
@if openapi
    server_.Get("/openapi.json", route("/openapi.json", [](const Request&, Response& response) {
                    response.set_content(std::string(openapi_document()), "application/json");
                }));
@end
    add_entities(server_, database);
@if telemetry
    answer_failures(client);
@else
    answer_failures();
@end
}
@if guards

bool Service::admit(const Request& request, Response& response) {
@if cors
    cors_.allow(request, response);
    if (Cors::is_preflight(request)) {
        response.status = 204;
        return false;
    }
@end
@if rate_limit
    if (const int seconds = request.path == "/health" ? 0 : rate_limit_.wait_of(request.remote_addr); seconds != 0) {
        response.set_header("Retry-After", std::to_string(seconds));
        answer_error(response, 429, "too many requests");
        return false;
    }
@end
@if auth
    if (!keys_.allow(request)) {
        answer_error(response, 401, "the header X-API-Key has no valid key");
        return false;
    }
@end
    return true;
}
@end

@if telemetry
void Service::answer_failures(telemetryflow::TelemetryFlowClient& client) {
@else
void Service::answer_failures() {
@end
    // What the library itself refuses has no body.
    server_.set_error_handler([](const Request&, Response& response) {
        if (!response.body.empty()) return;
        answer_error(response, response.status, response.status == 404 ? "there is no such path" : "the request is refused");
    });
@if telemetry
    server_.set_exception_handler([&client](const Request& request, Response& response, const std::exception_ptr& thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            // The reason is for the log, not for the caller. The request is still current: the log belongs to it.
            client.log_error("request failed", {{"url.path", request.path}, {"exception.message", error.what()}});
        } catch (...) {
            client.log_error("request failed", {{"url.path", request.path}});
        }
@else
    server_.set_exception_handler([](const Request& request, Response& response, const std::exception_ptr& thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            // The reason is for the log, not for the caller.
            std::cerr << request.path << ": " << error.what() << '\n';
        } catch (...) {
            std::cerr << request.path << ": request failed\n";
        }
@end
        answer_error(response, 500, "internal error");
    });
}

}  // namespace @{module}
