// An HTTP server on Boost.Beast with a coroutine for each connection, whose requests are spans, metrics and correlated
// logs.
//
//   ./example_beast_server [port]     without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it. The last line on standard output is then the client's own account of what became of its
// telemetry, as JSON.

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "telemetryflow/middleware/beast.hpp"
#include "telemetryflow/telemetryflow.hpp"

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using telemetryflow::BeastMiddleware;
using telemetryflow::ServerRequest;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr std::string_view kOrders = "/orders/";

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

class OrderServer {
public:
    OrderServer(TelemetryFlowClient& client, std::uint16_t port)
        : client_(client), middleware_(client), acceptor_(io_, {asio::ip::address_v4::loopback(), port}) {}

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void run_until_signalled() {
        asio::signal_set signals(io_, SIGTERM, SIGINT);
        signals.async_wait([this](const boost::system::error_code&, int) { io_.stop(); });
        asio::co_spawn(io_, accept(), asio::detached);
        io_.run();
    }

private:
    static auto into(boost::system::error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

    asio::awaitable<void> accept() {
        for (;;) {
            tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
            asio::co_spawn(io_, serve(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        boost::beast::flat_buffer buffer;
        for (bool more = true; more;) {
            boost::system::error_code error;
            Request request;
            co_await http::async_read(socket, buffer, request, into(error));
            if (error) co_return;
            ServerRequest begun = middleware_.start(request, socket.remote_endpoint(error));
            Response response = answer(begun, request);
            co_await http::async_write(socket, response, into(error));
            BeastMiddleware::finish(begun, response, error);
            more = !error && response.keep_alive();
        }
    }

    Response answer(ServerRequest& begun, const Request& request) {
        // Current for this function and not across a wait, where another coroutine goes on with the thread.
        const auto current = begun.attach();
        Response response(http::status::not_found, request.version());
        const std::string target(request.target());
        if (target.starts_with(kOrders)) {
            begun.set_route("/orders/{id}");  // the application alone knows: Beast has no routes
            read_order(std::atoi(target.c_str() + kOrders.size()), response);
        }
        response.keep_alive(request.keep_alive());
        response.prepare_payload();
        return response;
    }

    void read_order(int id, Response& response) {
        if (id <= 0 || id >= 1000) {
            client_.log_warn("no such order", {{"order.id", id}});
            return;
        }
        client_.log_info("order read", {{"order.id", id}});
        response.result(http::status::ok);
        response.body() = "{\"order\": " + std::to_string(id) + "}\n";
    }

    TelemetryFlowClient& client_;
    BeastMiddleware middleware_;
    asio::io_context io_;
    tcp::acceptor acceptor_;
};

}  // namespace

int main(int argc, char** argv) try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-beast-server", "1.0.0").with_auto_configuration().build();
    client.initialize();
    {
        OrderServer server(client, static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0));
        std::cout << "listening on http://127.0.0.1:" << server.port() << std::endl;
        server.run_until_signalled();
    }

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
