#include "received_response.hpp"

#include <algorithm>
#include <charconv>
#include <cstdarg>
#include <string>
#include <system_error>

#include <curl/curl.h>

namespace telemetryflow::fuzz {
namespace {

using Callback = std::size_t (*)(char*, std::size_t, std::size_t, void*);

Callback take_header = nullptr;
Callback take_body = nullptr;

bool deliver(Callback callback, std::string_view bytes, void* collector) {
    std::string copy(bytes);
    return callback(copy.data(), 1, copy.size(), collector) == copy.size();
}

// Cuts the next line off, with its end.
std::string_view next_line(std::string_view& bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    return line;
}

int number_in(std::string_view text, int otherwise) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && number >= 0 ? number : otherwise;
}

}  // namespace

ReceivedResponse::ReceivedResponse(std::string_view bytes) {
    raw_.attach(nullptr);
    std::size_t body_bytes = bytes.size();
    bool in_trailers = false;
    while (!bytes.empty()) {
        const std::string_view line = next_line(bytes);
        if (line.starts_with("HTTP/") && !in_trailers) {
            const std::size_t space = std::min(line.find(' '), line.size() - 1) + 1;
            status_ = number_in(line.substr(space), 0);
            const std::size_t second = std::min(line.find(' ', space), line.size() - 1) + 1;
            body_bytes = static_cast<std::size_t>(number_in(line.substr(second), static_cast<int>(bytes.size())));
        }
        if (!deliver(take_header, line, &raw_)) return;
        if (line.find_first_not_of("\r\n") != std::string_view::npos || in_trailers) continue;
        const std::string_view body = bytes.substr(0, body_bytes);
        if (!deliver(take_body, body, &raw_)) return;
        bytes.remove_prefix(body.size());
        in_trailers = true;
    }
}

TransportResponse ReceivedResponse::answer() const {
    TransportResponse response;
    response.http_status = status_;
    response.content_type = raw_.content_type;
    response.retry_after = raw_.retry_after;
    if (raw_.too_large()) {
        response.status = TransportStatus::ResponseTooLarge;
    } else if (!raw_.headers_complete()) {
        response.status = TransportStatus::ConnectionLost;
    }
    return response;
}

}  // namespace telemetryflow::fuzz

#undef curl_easy_setopt
// The last named parameter is an enumeration in libcurl's own declaration.
#pragma clang diagnostic ignored "-Wvarargs"
extern "C" CURLcode curl_easy_setopt(CURL*, CURLoption option, ...) {
    va_list arguments;
    va_start(arguments, option);
    using telemetryflow::fuzz::Callback;
    if (option == CURLOPT_HEADERFUNCTION) telemetryflow::fuzz::take_header = va_arg(arguments, Callback);
    if (option == CURLOPT_WRITEFUNCTION) telemetryflow::fuzz::take_body = va_arg(arguments, Callback);
    va_end(arguments);
    return CURLE_OK;
}
