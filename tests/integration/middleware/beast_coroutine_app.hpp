#pragma once

// The application of the contract suite on Boost.Beast, with a coroutine for each connection and two threads for all.

#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "telemetryflow/middleware/beast.hpp"

#include "integration/middleware/beast_messages.hpp"
#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

class BeastCoroutineApp {
public:
    static constexpr ContractTraits kTraits{};

    BeastCoroutineApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : middleware_(client, options), router_(contract_routes(client)), instrumented_(instrumented) {
        boost::asio::co_spawn(io_, accept(), boost::asio::detached);
        for (std::thread& thread : threads_)
            thread = std::thread([this] { io_.run(); });
    }
    ~BeastCoroutineApp() {
        io_.stop();
        for (std::thread& thread : threads_)
            thread.join();
    }
    BeastCoroutineApp(const BeastCoroutineApp&) = delete;
    BeastCoroutineApp& operator=(const BeastCoroutineApp&) = delete;

    std::uint16_t port() const { return port_; }

private:
    using Socket = boost::asio::ip::tcp::socket;
    using Error = boost::system::error_code;
    template <class Result = void>
    using Awaitable = boost::asio::awaitable<Result>;

    static auto into(Error& error) { return boost::asio::redirect_error(boost::asio::use_awaitable, error); }

    Awaitable<> accept() {
        for (;;) {
            Error error;
            Socket socket = co_await acceptor_.async_accept(into(error));
            if (error) continue;
            socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
            boost::asio::co_spawn(io_, serve(std::move(socket)), boost::asio::detached);
        }
    }

    Awaitable<> serve(Socket socket) {
        boost::beast::flat_buffer buffer;
        for (bool more = true; more;) {
            BeastParser parser;
            parser.header_limit(kBeastHeaderLimit);
            Error error;
            co_await http::async_read(socket, buffer, parser, into(error));
            if (error) co_return;
            const BeastRequest& request = parser.get();
            ServerRequest begun =
                instrumented_ ? middleware_.start(request, socket.remote_endpoint(error)) : ServerRequest();
            more = co_await answer(socket, request, begun);
        }
    }

    Awaitable<bool> answer(Socket& socket, const BeastRequest& request, ServerRequest& begun) {
        ContractAnswer given = handle(request, begun);
        Error error;
        if (given.next_chunk) {
            BeastStreamHead head = beast_stream_head(request);
            co_await stream(socket, head, given, begun, error);
            BeastMiddleware::finish(begun, head, error);
        } else {
            BeastResponse response = beast_response(request, given);
            co_await http::async_write(socket, response, into(error));
            BeastMiddleware::finish(begun, response, error);
        }
        co_return !error && request.keep_alive();
    }

    ContractAnswer handle(const BeastRequest& request, ServerRequest& begun) const {
        const ContractRoute* route = beast_route(router_, request);
        if (route == nullptr) return {.status = 404};
        begun.set_route(route->pattern);
        const auto current = begun.attach();
        try {
            return route->handle();
        } catch (...) {
            begun.record_current_exception();
            return {.status = 500};
        }
    }

    static Awaitable<> stream(Socket& socket, BeastStreamHead& head, ContractAnswer& given, ServerRequest& begun,
                              Error& error) {
        http::response_serializer<http::empty_body> serializer(head);
        co_await http::async_write_header(socket, serializer, into(error));
        const auto next = [&](std::string& chunk) {
            const auto current = begun.attach();
            return given.next_chunk(chunk);
        };
        std::string chunk;
        while (!error && next(chunk))
            co_await boost::asio::async_write(socket, http::make_chunk(boost::asio::buffer(chunk)), into(error));
        if (!error) co_await boost::asio::async_write(socket, http::make_chunk_last(), into(error));
    }

    BeastMiddleware middleware_;
    ContractRouter router_;
    bool instrumented_;
    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
    std::uint16_t port_ = acceptor_.local_endpoint().port();
    std::vector<std::thread> threads_ = std::vector<std::thread>(2);
};

}  // namespace telemetryflow::tests
