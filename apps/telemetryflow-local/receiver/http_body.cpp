#include "receiver/http_body.hpp"

#include "receiver/gzip.hpp"
#include "receiver/http_server.hpp"
#include "receiver/limits.hpp"

namespace telemetryflow::local {

namespace {

const std::string kTooLarge = "the request is larger than 67108864 bytes (64 MiB)";

std::string lower(std::string text) {
    for (auto& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// The media type without its parameters.
std::string media_type(const std::string& content_type) {
    auto type = content_type.substr(0, content_type.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t'))
        type.pop_back();
    return lower(type);
}

}  // namespace

Encoding encoding_of(const httplib::Request& request) {
    const auto type = media_type(request.get_header_value("Content-Type"));
    if (type == "application/x-protobuf") return Encoding::Protobuf;
    if (type == "application/json") return Encoding::Json;
    throw HttpRefusal{415, "Content-Type must be application/x-protobuf or application/json"};
}

HttpBody::HttpBody(const httplib::Request& request, const httplib::ContentReader& reader)
    : content_encoding_(lower(request.get_header_value(HttpServer::kContentEncoding))) {
    const auto discard = [](const char*, std::size_t) { return true; };
    if (request.is_multipart_form_data()) {
        complete_ = reader([](const httplib::MultipartFormData&) { return true; }, discard);
        return;
    }
    complete_ = reader([this](const char* data, std::size_t size) {
        if (size > kMaxRequestBytes - sent_.size()) {
            too_large_ = true;
        } else if (!too_large_) {
            sent_.append(data, size);
        }
        return true;
    });
    // cpp-httplib has skipped a body whose announced length is over the limit, and calls that a failed read.
    if (!complete_ && request.get_header_value<std::uint64_t>("Content-Length") > kMaxRequestBytes) too_large_ = true;
}

std::string HttpBody::decoded() const {
    if (too_large_) throw HttpRefusal{413, kTooLarge};
    if (!complete_) throw HttpRefusal{400, "the body broke off"};
    if (content_encoding_.empty() || content_encoding_ == "identity") return sent_;
    if (content_encoding_ != "gzip") throw HttpRefusal{415, "Content-Encoding must be gzip or identity"};
    std::string output;
    switch (gunzip(sent_, kMaxRequestBytes, output)) {
        case GunzipResult::Ok: break;
        case GunzipResult::Corrupt: throw HttpRefusal{400, "the body is not valid gzip"};
        case GunzipResult::TooLarge: throw HttpRefusal{413, kTooLarge};
    }
    return output;
}

}  // namespace telemetryflow::local
