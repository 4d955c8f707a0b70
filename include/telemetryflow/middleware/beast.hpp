#pragma once

// The middleware of servers on Boost.Beast (1.74 or later), component `beast`. Beast has no hooks, since the loop of
// reading and writing is the application's; there a request is begun when it was read, and finished when its answer was
// written. In a synchronous session:
//
//     RequestScope scope = middleware.scope(request, socket.remote_endpoint());
//     http::response<http::string_body> response = scope.run([&] { return handle(request); });
//     http::write(socket, response, error);
//     middleware.finish(scope, response, error);
//
// A coroutine moves from thread to thread: it takes start(), and makes the context current where it needs it, with
// ServerRequest::attach() between two waits or CoroutineContext across them. Safe to use from any thread.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/system/error_code.hpp>

#include "telemetryflow/middleware/beast_headers.hpp"
#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

class BeastMiddleware : public TelemetryMiddleware {
public:
    using Endpoint = boost::asio::ip::tcp::endpoint;

    using TelemetryMiddleware::TelemetryMiddleware;

    /// Begins a request that is handled on this thread, within the scope.
    template <class Fields>
    [[nodiscard]] RequestScope scope(const boost::beast::http::header<true, Fields>& request, const Endpoint& peer,
                                     std::string_view scheme = "http") const {
        const Begun<Fields> begun(request, peer, scheme);
        return {*this, begun.info()};
    }

    /// Begins a request that may go from thread to thread.
    template <class Fields>
    [[nodiscard]] ServerRequest start(const boost::beast::http::header<true, Fields>& request, const Endpoint& peer,
                                      std::string_view scheme = "http") const {
        const Begun<Fields> begun(request, peer, scheme);
        return start_request(begun.info());
    }

    /// Ends it once the response was written, or was not: `error` is that of the last write. `Request` is what scope()
    /// or start() gave.
    template <class Request, class Fields>
    static void finish(Request& request, const boost::beast::http::header<false, Fields>& response,
                       const boost::system::error_code& error = {}) noexcept {
        const int status = static_cast<int>(response.result_int());
        if (error) return request.abort(status);
        const Fields& headers = response;
        request.end(status, BeastHeaders(headers));
    }

private:
    // What the info of a request refers to.
    template <class Fields>
    class Begun {
    public:
        Begun(const boost::beast::http::header<true, Fields>& request, const Endpoint& peer, std::string_view scheme)
            : request_(request),
              headers_(static_cast<const Fields&>(request)),
              scheme_(scheme),
              version_(std::to_string(request.version() / 10)),
              peer_port_(peer.port()) {
            if (const unsigned minor = request.version() % 10; minor != 0 || version_ == "1")
                version_.append(".").append(std::to_string(minor));
            boost::system::error_code unknown;
            if (peer_port_ != 0) peer_address_ = peer.address().to_string(unknown);
        }

        [[nodiscard]] HttpRequestInfo info() const noexcept {
            const std::string_view target = beast_text(request_.target());
            const std::size_t question = std::min(target.find('?'), target.size());
            return {.method = beast_text(request_.method_string()),
                    .path = target.substr(0, question),
                    .query = target.substr(std::min(question + 1, target.size())),
                    .scheme = scheme_,
                    .host = headers_.first("Host"),
                    .user_agent = headers_.first("User-Agent"),
                    .protocol_version = version_,
                    .peer_address = peer_address_,
                    .peer_port = peer_port_,
                    .headers = headers_};
        }

    private:
        const boost::beast::http::header<true, Fields>& request_;
        BeastHeaders<Fields> headers_;
        std::string_view scheme_;
        std::string version_;
        std::string peer_address_;
        std::uint16_t peer_port_;
    };
};

}  // namespace telemetryflow
