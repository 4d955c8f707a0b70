#pragma once

// What both applications of the contract suite on Boost.Beast read and write.

#include <cstdint>
#include <string>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "integration/middleware/contract/contract_route.hpp"
#include "integration/middleware/contract/contract_router.hpp"

namespace telemetryflow::tests {

namespace http = boost::beast::http;
using BeastParser = http::request_parser<http::string_body>;
using BeastRequest = http::request<http::string_body>;
using BeastResponse = http::response<http::string_body>;
using BeastStreamHead = http::response<http::empty_body>;

/// The contract sends more headers than Beast takes by default.
inline constexpr std::uint32_t kBeastHeaderLimit = 64 * 1024;

inline BeastResponse beast_response(const BeastRequest& request, const ContractAnswer& given) {
    BeastResponse response(static_cast<http::status>(given.status), request.version());
    response.keep_alive(request.keep_alive());
    response.set(http::field::content_type, "text/plain");
    if (request.method() == http::verb::head) {
        response.content_length(given.body.size());
    } else if (given.status != 204) {
        response.body() = given.body;
        response.prepare_payload();
    }
    return response;
}

inline BeastStreamHead beast_stream_head(const BeastRequest& request) {
    BeastStreamHead head(http::status::ok, request.version());
    head.keep_alive(request.keep_alive());
    head.set(http::field::content_type, "text/plain");
    head.chunked(true);
    return head;
}

inline const ContractRoute* beast_route(const ContractRouter& router, const BeastRequest& request) {
    return router.find({request.method_string().data(), request.method_string().size()},
                       {request.target().data(), request.target().size()});
}

}  // namespace telemetryflow::tests
