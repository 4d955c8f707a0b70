// Quoted by docs/guides/middleware.md.

#include <Poco/Net/HTTPServer.h>

#include "telemetryflow/middleware/poco.hpp"

using namespace telemetryflow;

class ShowUser : public Poco::Net::HTTPRequestHandler {
    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override;
};

// [factory]
class ShopFactory : public Poco::Net::HTTPRequestHandlerFactory {
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        PocoMiddleware::set_route("/users/{id}");
        return new ShowUser;
    }
};
// [/factory]

void serve_shop(TelemetryFlowClient& client) {
    // [server]
    const PocoMiddleware middleware(client);
    Poco::Net::HTTPServer server(middleware.wrap(new ShopFactory), Poco::Net::ServerSocket(8080),
                                 new Poco::Net::HTTPServerParams);
    server.start();
    // [/server]
    server.stopAll();
}
