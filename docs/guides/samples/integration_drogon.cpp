// Quoted by docs/guides/middleware.md.

#include <drogon/drogon.h>

#include "telemetryflow/middleware/drogon.hpp"

using namespace telemetryflow;

using Callback = std::function<void(const drogon::HttpResponsePtr&)>;

void show_user(const drogon::HttpRequestPtr& request, Callback&& callback, const std::string& id);

void serve_with_drogon(TelemetryFlowClient& client) {
    // [server]
    const DrogonMiddleware middleware(client);
    middleware.install(drogon::app());
    drogon::app().registerHandler("/users/{id}", DrogonMiddleware::handler(show_user));
    // [/server]
    drogon::app().run();
}

void show_user(const drogon::HttpRequestPtr& request, Callback&& callback, const std::string& id) {
    // [request]
    if (const auto begun = DrogonMiddleware::request(request)) begun->span().set_attribute("user.id", id);
    // [/request]
    callback(drogon::HttpResponse::newHttpResponse());
}
