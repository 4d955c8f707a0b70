#include "telemetryflow/middleware/poco.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPServer.h>

#include "program.hpp"

class NoHandlers : public Poco::Net::HTTPRequestHandlerFactory {
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return nullptr;
    }
};

int main() {
    return run("http.server.request.duration", [](telemetryflow::TelemetryFlowClient& client) {
        const telemetryflow::PocoMiddleware middleware(client);
        const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
        Poco::Net::HTTPServer server(middleware.wrap(new NoHandlers), socket, new Poco::Net::HTTPServerParams);
        server.start();
        Poco::Net::HTTPClientSession session("127.0.0.1", socket.address().port());
        Poco::Net::HTTPRequest request("GET", "/");
        session.sendRequest(request);
        Poco::Net::HTTPResponse response;
        session.receiveResponse(response);
        server.stopAll(true);
    });
}
