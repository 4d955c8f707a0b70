#include "telemetryflow/middleware/beast.hpp"

#include <boost/beast/http.hpp>

#include "program.hpp"

int main() {
    return run("http.server.request.duration", [](telemetryflow::TelemetryFlowClient& client) {
        namespace http = boost::beast::http;
        const telemetryflow::BeastMiddleware middleware(client);
        const http::request<http::string_body> request(http::verb::get, "/", 11);
        auto begun = middleware.start(request, {});
        telemetryflow::BeastMiddleware::finish(begun, http::response<http::string_body>(http::status::ok, 11));
    });
}
