#include "infrastructure/transport/response_collector.hpp"

#include <algorithm>
#include <new>

namespace telemetryflow::infrastructure {

namespace {

constexpr std::size_t kMaxHeaderBytes = 64U << 10U;  // headers and trailers of one request together

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

void ResponseCollector::attach(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &ResponseCollector::header_callback);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ResponseCollector::body_callback);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
}

void ResponseCollector::reset() {
    for (auto* text :
         {&content_type, &retry_after, &grpc_encoding, &grpc_status, &grpc_message, &grpc_status_details, &body}) {
        text->clear();
    }
    header_bytes_ = 0;
    too_large_ = false;
    started_ = false;
    headers_complete_ = false;
}

std::string* ResponseCollector::field(std::string_view lower_case_name) {
    if (lower_case_name == "content-type") return &content_type;
    if (lower_case_name == "retry-after") return &retry_after;
    if (lower_case_name == "grpc-encoding") return &grpc_encoding;
    if (lower_case_name == "grpc-status") return &grpc_status;
    if (lower_case_name == "grpc-message") return &grpc_message;
    if (lower_case_name == "grpc-status-details-bin") return &grpc_status_details;
    return nullptr;
}

bool ResponseCollector::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > kMaxHeaderBytes) {
        too_large_ = true;
        return false;
    }
    started_ = true;
    if (line.starts_with("HTTP/")) {
        // A new header block: what an interim response (1xx) said does not count.
        const auto counted = header_bytes_;
        reset();
        header_bytes_ = counted;
        started_ = true;
        return true;
    }
    if (trimmed(line).empty()) headers_complete_ = true;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    auto* const value = field(lower_case(trimmed(line.substr(0, colon))));
    if (value != nullptr && value->empty()) *value = trimmed(line.substr(colon + 1));
    return true;
}

bool ResponseCollector::take_body(std::string_view data) {
    if (data.size() > max_body_bytes_ - body.size()) {
        too_large_ = true;
        return false;
    }
    body.append(data);
    return true;
}

std::size_t ResponseCollector::header_callback(char* data, std::size_t, std::size_t size, void* self) noexcept {
    // An exception must not pass through libcurl; out of memory ends the request as any other refusal.
    try {
        return static_cast<ResponseCollector*>(self)->take_header({data, size}) ? size : 0;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

std::size_t ResponseCollector::body_callback(char* data, std::size_t, std::size_t size, void* self) noexcept {
    try {
        return static_cast<ResponseCollector*>(self)->take_body({data, size}) ? size : 0;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

}  // namespace telemetryflow::infrastructure
