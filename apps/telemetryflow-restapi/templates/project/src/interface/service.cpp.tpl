#include "interface/service.hpp"

#include <exception>
#include <string>
@if auth
#include <utility>
@end

#include "entities.hpp"
#include "infrastructure/resources.hpp"
#include "interface/answers.hpp"
#include "interface/route.hpp"

namespace app {

using httplib::Request;
using httplib::Response;

namespace {

constexpr std::size_t kLargestBody = 1U << 20U;

telemetryflow::MiddlewareOptions middleware_options() {
    telemetryflow::MiddlewareOptions options;
    options.excluded_paths = {"/health"};
    return options;
}

}  // namespace

@if auth
Service::Service(telemetryflow::TelemetryFlowClient& client, Database& database, ApiKeys keys)
    : middleware_(client, middleware_options()), keys_(std::move(keys)) {
    telemetryflow::HttplibMiddleware::Hooks hooks;
    hooks.pre_routing = [this](const Request& request, Response& response) {
        if (keys_.allow(request)) return httplib::Server::HandlerResponse::Unhandled;
        answer_error(response, 401, "the header X-API-Key has no valid key");
        return httplib::Server::HandlerResponse::Handled;
    };
    middleware_.install(server_, std::move(hooks));
@else
Service::Service(telemetryflow::TelemetryFlowClient& client, Database& database)
    : middleware_(client, middleware_options()) {
    middleware_.install(server_);
@end
    server_.set_payload_max_length(kLargestBody);
    server_.Get("/health", [](const Request&, Response& response) { answer(response, 200, {{"status", "ok"}}); });
    server_.Get("/openapi.json", route("/openapi.json", [](const Request&, Response& response) {
                    response.set_content(std::string(openapi_document()), "application/json");
                }));
    add_entities(server_, database);
    answer_failures(client);
}

void Service::answer_failures(telemetryflow::TelemetryFlowClient& client) {
    // What the library itself refuses has no body.
    server_.set_error_handler([](const Request&, Response& response) {
        if (!response.body.empty()) return;
        answer_error(response, response.status, response.status == 404 ? "there is no such path" : "the request is refused");
    });
    server_.set_exception_handler([&client](const Request& request, Response& response, const std::exception_ptr& thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            // The reason is for the log, not for the caller. The request is still current: the log belongs to it.
            client.log_error("request failed", {{"url.path", request.path}, {"exception.message", error.what()}});
        } catch (...) {
            client.log_error("request failed", {{"url.path", request.path}});
        }
        answer_error(response, 500, "internal error");
    });
}

}  // namespace app
