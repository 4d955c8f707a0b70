#pragma once

// Stands in for Drogon where that is not installed: the members that the middleware, its test and its example use,
// named and called as Drogon 1.9 does, with what the middleware has to cope with there. Names of headers are in lower
// case and one of each is kept; exceptions become 500 before the middleware sees the answer. Unlike the real one an app
// is no singleton, so that each test can have its own.

#include <algorithm>
#include <any>
#include <cctype>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "integration/middleware/contract/connection_threads.hpp"

namespace trantor {

class InetAddress {
public:
    InetAddress() = default;
    explicit InetAddress(const boost::asio::ip::tcp::endpoint& endpoint)
        : ip_(endpoint.address().to_string()), port_(endpoint.port()) {}
    std::string toIp() const { return ip_; }
    std::uint16_t toPort() const { return port_; }

private:
    std::string ip_;
    std::uint16_t port_ = 0;
};

}  // namespace trantor

namespace drogon {

enum HttpMethod { Get, Post, Head, Options, Invalid };
enum HttpStatusCode { kUnknown = 0, k200OK = 200, k404NotFound = 404, k500InternalServerError = 500 };

using SafeStringMap = std::unordered_map<std::string, std::string>;

class Attributes {
public:
    template <class T>
    const T& get(const std::string& key) const {
        static const T none{};
        const auto found = values_.find(key);
        const T* value = found == values_.end() ? nullptr : std::any_cast<T>(&found->second);
        return value == nullptr ? none : *value;
    }
    void insert(const std::string& key, std::any&& value) { values_[key] = std::move(value); }
    bool find(const std::string& key) { return values_.contains(key); }

private:
    std::map<std::string, std::any> values_;
};

class HttpRequest {
public:
    const char* methodString() const { return method.c_str(); }
    const std::string& path() const { return path_; }
    const std::string& query() const { return query_; }
    const std::string& getHeader(std::string key) const {
        static const std::string none;
        const auto found = headers_.find(key);
        return found == headers_.end() ? none : found->second;
    }
    const SafeStringMap& headers() const { return headers_; }
    const char* versionString() const { return version.c_str(); }
    const trantor::InetAddress& peerAddr() const { return peer; }
    bool isOnSecureConnection() const noexcept { return false; }
    std::string_view matchedPathPattern() const { return pattern; }
    const std::shared_ptr<Attributes>& attributes() const { return attributes_; }

    std::string method;
    std::string path_;
    std::string query_;
    SafeStringMap headers_;
    std::string version;
    trantor::InetAddress peer;
    std::string pattern;

private:
    std::shared_ptr<Attributes> attributes_ = std::make_shared<Attributes>();
};
using HttpRequestPtr = std::shared_ptr<HttpRequest>;

class HttpResponse {
public:
    static std::shared_ptr<HttpResponse> newHttpResponse() { return std::make_shared<HttpResponse>(); }
    HttpStatusCode statusCode() const { return status_; }
    void setStatusCode(HttpStatusCode status) { status_ = status; }
    void setBody(const std::string& body) { body_ = body; }
    const std::string& body() const { return body_; }
    const SafeStringMap& headers() const { return headers_; }
    void addHeader(std::string key, std::string value) { headers_[std::move(key)] = std::move(value); }

private:
    HttpStatusCode status_ = k200OK;
    std::string body_;
    SafeStringMap headers_;
};
using HttpResponsePtr = std::shared_ptr<HttpResponse>;

using AdviceCallback = std::function<void(const HttpResponsePtr&)>;
using AdviceChainCallback = std::function<void()>;

class HttpAppFramework {
public:
    using Handler = std::function<void(const HttpRequestPtr&, AdviceCallback&&, const std::string&)>;

    HttpAppFramework& registerPreRoutingAdvice(
        const std::function<void(const HttpRequestPtr&, AdviceCallback&&, AdviceChainCallback&&)>& advice) = delete;
    HttpAppFramework& registerPreRoutingAdvice(const std::function<void(const HttpRequestPtr&)>& advice) {
        pre_routing_.push_back(advice);
        return *this;
    }
    HttpAppFramework& registerPreSendingAdvice(
        const std::function<void(const HttpRequestPtr&, const HttpResponsePtr&)>& advice) {
        pre_sending_.push_back(advice);
        return *this;
    }
    HttpAppFramework& registerHandler(const std::string& pattern, const Handler& handler,
                                      const std::vector<HttpMethod>& methods = {Get}) {
        routes_.push_back({pattern, handler, methods.front()});
        return *this;
    }
    // The double's own port it is, whatever was asked for.
    HttpAppFramework& addListener(const std::string&, std::uint16_t) { return *this; }
    HttpAppFramework& registerBeginningAdvice(const std::function<void()>& advice) {
        beginning_.push_back(advice);
        return *this;
    }
    std::vector<trantor::InetAddress> getListeners() const {
        return {trantor::InetAddress({boost::asio::ip::address_v4::loopback(), connections_->port()})};
    }
    std::uint16_t run() {
        using telemetryflow::tests::ConnectionThreads;
        connections_ =
            std::make_unique<ConnectionThreads>([this](ConnectionThreads::Socket& socket) { serve(socket); });
        for (const auto& advice : beginning_)
            advice();
        return connections_->port();
    }
    void quit() { connections_.reset(); }

    /// Not Drogon's: the beginning of a request that never gets further.
    void advise_before_routing(const HttpRequestPtr& request) const {
        for (const auto& advice : pre_routing_)
            advice(request);
    }

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    struct Route {
        std::string pattern;
        Handler handler;
        HttpMethod method;
    };

    void serve(boost::asio::ip::tcp::socket& socket) {
        boost::beast::flat_buffer buffer;
        for (bool more = true; more;) {
            Parser parser;
            parser.header_limit(64 * 1024);
            boost::system::error_code error;
            boost::beast::http::read(socket, buffer, parser, error);
            if (error) return;
            const HttpRequestPtr request = translated(parser.get());
            request->peer = trantor::InetAddress(socket.remote_endpoint(error));
            advise_before_routing(request);
            const HttpResponsePtr response = route(request);
            for (const auto& advice : pre_sending_)
                advice(request, response);
            more = write(socket, parser.get(), *response);
        }
    }

    template <class Message>
    static HttpRequestPtr translated(const Message& message) {
        auto request = std::make_shared<HttpRequest>();
        request->method = std::string(message.method_string());
        const std::string target(message.target());
        const std::size_t question = std::min(target.find('?'), target.size());
        request->path_ = target.substr(0, question);
        request->query_ = target.substr(std::min(question + 1, target.size()));
        request->version = message.version() == 10 ? "HTTP/1.0" : "HTTP/1.1";
        for (const auto& field : message) {
            std::string name(field.name_string());
            std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
            request->headers_.emplace(std::move(name), std::string(field.value()));
        }
        return request;
    }

    HttpResponsePtr route(const HttpRequestPtr& request) const {
        HttpResponsePtr answer = HttpResponse::newHttpResponse();
        answer->setStatusCode(k404NotFound);
        const HttpMethod method = request->method == "POST" ? Post : request->method == "OPTIONS" ? Options : Get;
        for (const Route& route : routes_) {
            const std::size_t brace = std::min(route.pattern.find('{'), route.pattern.size());
            const bool fits = brace == route.pattern.size()
                                  ? request->path_ == route.pattern
                                  : request->path_.starts_with(route.pattern.substr(0, brace)) &&
                                        request->path_.find('/', brace) == std::string::npos;
            if (!fits || route.method != method) continue;
            request->pattern = route.pattern;
            try {
                route.handler(
                    request, [&](const HttpResponsePtr& response) { answer = response; }, request->path_.substr(brace));
            } catch (...) {
                answer->setStatusCode(k500InternalServerError);
            }
            break;
        }
        return answer;
    }

    template <class Message>
    static bool write(boost::asio::ip::tcp::socket& socket, const Message& message, const HttpResponse& answer) {
        namespace http = boost::beast::http;
        http::response<http::string_body> out(static_cast<http::status>(answer.statusCode()), message.version());
        out.keep_alive(message.keep_alive());
        for (const auto& [name, value] : answer.headers())
            out.insert(name, value);
        if (message.method() == http::verb::head) {
            out.content_length(answer.body().size());
        } else if (out.result_int() != 204) {
            out.body() = answer.body();
            out.prepare_payload();
        }
        boost::system::error_code error;
        http::write(socket, out, error);
        return !error && message.keep_alive();
    }

    std::vector<std::function<void()>> beginning_;
    std::vector<std::function<void(const HttpRequestPtr&)>> pre_routing_;
    std::vector<std::function<void(const HttpRequestPtr&, const HttpResponsePtr&)>> pre_sending_;
    std::deque<Route> routes_;
    std::unique_ptr<telemetryflow::tests::ConnectionThreads> connections_;
};

/// The one of the whole process.
inline HttpAppFramework& app() {
    static HttpAppFramework app;
    return app;
}

}  // namespace drogon
