// Quoted by docs/guides/middleware.md.

#include <utility>  // Boost 1.74 forgets it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "telemetryflow/middleware/beast.hpp"

using namespace telemetryflow;
namespace asio = boost::asio;
namespace http = boost::beast::http;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

Response show_user(const Request& request);

void answer(const BeastMiddleware& middleware, asio::ip::tcp::socket& socket, const Request& request) {
    // [sync]
    RequestScope scope = middleware.scope(request, socket.remote_endpoint());
    scope.set_route("/users/{id}");
    Response response = scope.run([&] { return show_user(request); });
    boost::system::error_code error;
    http::write(socket, response, error);
    BeastMiddleware::finish(scope, response, error);
    // [/sync]
}

// [coroutine]
asio::awaitable<void> answer_later(const BeastMiddleware& middleware, asio::ip::tcp::socket& socket, Request request) {
    ServerRequest begun = middleware.start(request, socket.remote_endpoint());
    begun.set_route("/users/{id}");
    Response response;
    {
        const auto current = begun.attach();  // no wait in here
        response = show_user(request);
    }
    co_await http::async_write(socket, response, asio::use_awaitable);
    BeastMiddleware::finish(begun, response);
}
// [/coroutine]
