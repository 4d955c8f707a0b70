#pragma once

// Stands in for Crow where that is not installed: the members that the middleware and its test use, named and called as
// Crow 1.3 does, with what the middleware has to cope with there. It answers OPTIONS by itself, keeps repeated headers
// in no order, and turns exceptions into 500 before the middleware sees the answer.

#include <cctype>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "integration/middleware/contract/connection_threads.hpp"

namespace crow {

enum class HTTPMethod { Get, Head, Post, Options, Other };
enum class LogLevel { Critical };

inline std::string method_name(HTTPMethod method) {
    switch (method) {
        case HTTPMethod::Get: return "GET";
        case HTTPMethod::Head: return "HEAD";
        case HTTPMethod::Post: return "POST";
        case HTTPMethod::Options: return "OPTIONS";
        case HTTPMethod::Other: return "OTHER";
    }
    return {};
}

struct ci_hash {
    std::size_t operator()(const std::string& key) const { return std::hash<std::string>()(lower(key)); }
    static std::string lower(std::string text) {
        for (char& c : text)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    }
};
struct ci_key_eq {
    bool operator()(const std::string& a, const std::string& b) const { return ci_hash::lower(a) == ci_hash::lower(b); }
};
using ci_map = std::unordered_multimap<std::string, std::string, ci_hash, ci_key_eq>;

struct request {
    HTTPMethod method = HTTPMethod::Get;
    std::string raw_url{};
    std::string url{};
    ci_map headers{};
    std::string remote_ip_address{};
    unsigned char http_ver_major = 1;
    unsigned char http_ver_minor = 1;

    const std::string& get_header_value(const std::string& key) const {
        static const std::string none;
        const auto found = headers.find(key);
        return found == headers.end() ? none : found->second;
    }
};

struct response {
    response() = default;
    explicit response(int code_, std::string body_ = {}) : code(code_), body(std::move(body_)) {}
    void set_header(const std::string& key, std::string value) { headers.emplace(key, std::move(value)); }

    int code = 200;
    std::string body{};
    ci_map headers{};
};

class DynamicRule {
public:
    explicit DynamicRule(std::string pattern) : pattern_(std::move(pattern)) {}
    DynamicRule& methods(HTTPMethod method) {
        method_ = method;
        return *this;
    }
    template <class Handler>
    void operator()(Handler handler) {
        handler_ = [handler = std::move(handler)](const request& request, const std::string& id) {
            if constexpr (std::is_invocable_v<const Handler&, const crow::request&, std::string>) {
                return handler(request, id);
            } else {
                return handler(request);
            }
        };
    }

    bool matches(HTTPMethod method, const std::string& path) const {
        const std::size_t parameter = pattern_.find('<');
        if (method == HTTPMethod::Head) method = HTTPMethod::Get;
        if (parameter == std::string::npos) return method == method_ && path == pattern_;
        return method == method_ && path.size() > parameter && path.starts_with(pattern_.substr(0, parameter)) &&
               path.find('/', parameter) == std::string::npos;
    }
    response handle(const request& request) const {
        return handler_(request, request.url.substr(std::min(pattern_.find('<'), request.url.size())));
    }

private:
    std::string pattern_;
    HTTPMethod method_ = HTTPMethod::Get;
    std::function<response(const request&, const std::string&)> handler_;
};

template <class... Middlewares>
class App {
public:
    App() = default;
    template <class... Given>
    explicit App(Given&&... given) : middlewares_(std::forward<Given>(given)...) {}

    DynamicRule& route_dynamic(const std::string& pattern) { return rules_.emplace_back(pattern); }
    App& loglevel(LogLevel) { return *this; }
    App& signal_clear() { return *this; }
    App& bindaddr(const std::string&) { return *this; }
    App& port(std::uint16_t) { return *this; }
    App& concurrency(std::uint16_t) { return *this; }
    std::uint16_t port() const { return connections_->port(); }
    std::future<void> run_async() {
        using telemetryflow::tests::ConnectionThreads;
        connections_ =
            std::make_unique<ConnectionThreads>([this](ConnectionThreads::Socket& socket) { serve(socket); });
        return stopped_.get_future();
    }
    void wait_for_server_start() const {}
    void stop() {
        connections_.reset();
        stopped_.set_value();
    }

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void serve(boost::asio::ip::tcp::socket& socket) {
        boost::beast::flat_buffer buffer;
        for (bool more = true; more;) {
            Parser parser;
            parser.header_limit(64 * 1024);
            boost::system::error_code error;
            boost::beast::http::read(socket, buffer, parser, error);
            if (error) return;
            request request = translated(parser.get());
            request.remote_ip_address = socket.remote_endpoint(error).address().to_string();
            const response response = answer(request);
            more = write(socket, parser.get(), response);
        }
    }

    template <class Message>
    static request translated(const Message& message) {
        request request;
        const std::string method(message.method_string());
        request.method = HTTPMethod::Other;
        for (const HTTPMethod known : {HTTPMethod::Get, HTTPMethod::Head, HTTPMethod::Post, HTTPMethod::Options})
            if (method_name(known) == method) request.method = known;
        request.raw_url = std::string(message.target());
        request.url = request.raw_url.substr(0, request.raw_url.find('?'));
        for (const auto& field : message)
            request.headers.emplace(field.name_string(), field.value());
        return request;
    }

    response answer(request& request) {
        if (request.method == HTTPMethod::Options) return response(204);
        response answer;
        std::tuple<typename Middlewares::context...> contexts;
        call_before(request, answer, contexts, std::index_sequence_for<Middlewares...>());
        answer = route(request);
        call_after(request, answer, contexts, std::index_sequence_for<Middlewares...>());
        return answer;
    }
    template <std::size_t... I, class Contexts>
    void call_before(request& request, response& answer, Contexts& contexts, std::index_sequence<I...>) {
        (std::get<I>(middlewares_).before_handle(request, answer, std::get<I>(contexts)), ...);
    }
    template <std::size_t... I, class Contexts>
    void call_after(request& request, response& answer, Contexts& contexts, std::index_sequence<I...>) {
        (std::get<I>(middlewares_).after_handle(request, answer, std::get<I>(contexts)), ...);
    }

    response route(const request& request) const {
        for (const DynamicRule& rule : rules_) {
            if (!rule.matches(request.method, request.url)) continue;
            try {
                return rule.handle(request);
            } catch (...) {
                return response(500);
            }
        }
        return response(404, "404 Not Found");
    }

    template <class Message>
    static bool write(boost::asio::ip::tcp::socket& socket, const Message& message, const response& answer) {
        namespace http = boost::beast::http;
        http::response<http::string_body> out(static_cast<http::status>(answer.code), message.version());
        out.keep_alive(message.keep_alive());
        for (const auto& [name, value] : answer.headers)
            out.insert(name, value);
        if (message.method() == http::verb::head) {
            out.content_length(answer.body.size());
        } else if (answer.code != 204) {
            out.body() = answer.body;
            out.prepare_payload();
        }
        boost::system::error_code error;
        http::write(socket, out, error);
        return !error && message.keep_alive();
    }

    std::tuple<Middlewares...> middlewares_;
    std::deque<DynamicRule> rules_;
    std::unique_ptr<telemetryflow::tests::ConnectionThreads> connections_;
    std::promise<void> stopped_;
};

}  // namespace crow
