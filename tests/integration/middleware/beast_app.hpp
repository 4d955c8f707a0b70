#pragma once

// The application of the contract suite on Boost.Beast, with a thread for each connection.

#include <boost/asio/write.hpp>

#include "telemetryflow/middleware/beast.hpp"

#include "integration/middleware/beast_messages.hpp"
#include "integration/middleware/contract/connection_threads.hpp"
#include "integration/middleware/contract/contract_fixture.hpp"

namespace telemetryflow::tests {

class BeastApp {
public:
    static constexpr ContractTraits kTraits{};

    BeastApp(TelemetryFlowClient& client, const MiddlewareOptions& options, bool instrumented)
        : middleware_(client, options), router_(contract_routes(client)), instrumented_(instrumented) {}

    std::uint16_t port() const { return connections_.port(); }

private:
    using Socket = boost::asio::ip::tcp::socket;
    using Error = boost::system::error_code;

    void serve(Socket& socket) {
        boost::beast::flat_buffer buffer;
        for (bool more = true; more;) {
            BeastParser parser;
            parser.header_limit(kBeastHeaderLimit);
            Error error;
            http::read(socket, buffer, parser, error);
            if (error) return;
            const BeastRequest& request = parser.get();
            if (instrumented_) {
                RequestScope scope = middleware_.scope(request, socket.remote_endpoint(error));
                more = answer(socket, request, &scope);
            } else {
                more = answer(socket, request, nullptr);
            }
        }
    }

    bool answer(Socket& socket, const BeastRequest& request, RequestScope* scope) {
        const ContractRoute* route = beast_route(router_, request);
        if (route != nullptr && scope != nullptr) scope->set_route(route->pattern);
        ContractAnswer given{.status = 404};
        try {
            if (route != nullptr) given = scope != nullptr ? scope->run(route->handle) : route->handle();
        } catch (...) {
            given = {.status = 500};
        }
        Error error;
        if (given.next_chunk) {
            const BeastStreamHead head = stream(socket, request, given, error);
            if (scope != nullptr) BeastMiddleware::finish(*scope, head, error);
        } else {
            const BeastResponse response = beast_response(request, given);
            http::write(socket, response, error);
            if (scope != nullptr) BeastMiddleware::finish(*scope, response, error);
        }
        return !error && request.keep_alive();
    }

    static BeastStreamHead stream(Socket& socket, const BeastRequest& request, ContractAnswer& given, Error& error) {
        BeastStreamHead head = beast_stream_head(request);
        http::response_serializer<http::empty_body> serializer(head);
        http::write_header(socket, serializer, error);
        std::string chunk;
        while (!error && given.next_chunk(chunk))
            boost::asio::write(socket, http::make_chunk(boost::asio::buffer(chunk)), error);
        if (!error) boost::asio::write(socket, http::make_chunk_last(), error);
        return head;
    }

    BeastMiddleware middleware_;
    ContractRouter router_;
    bool instrumented_;
    ConnectionThreads connections_{[this](Socket& socket) { serve(socket); }};
};

}  // namespace telemetryflow::tests
