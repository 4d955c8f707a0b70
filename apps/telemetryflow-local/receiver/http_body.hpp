// The body of an OTLP/HTTP request: read, bounded, decompressed.
#pragma once

#include <string>

#include <httplib.h>

namespace telemetryflow::local {

enum class Encoding { Protobuf, Json };

// Why a request is refused: the HTTP status and a sentence for the body.
struct HttpRefusal {
    int status;
    std::string message;
};

// The request's encoding by its Content-Type. Throws HttpRefusal (415) for any other type.
Encoding encoding_of(const httplib::Request& request);

// Reads the whole body whatever happens, so that the connection can carry the next request. Throws HttpRefusal: 413
// over 64 MiB, sent or decompressed; 400 for a body that breaks off or cannot be decompressed; 415 for a
// Content-Encoding other than gzip and identity.
class HttpBody {
public:
    HttpBody(const httplib::Request& request, const httplib::ContentReader& reader);

    std::string decoded() const;

private:
    std::string content_encoding_;
    std::string sent_;
    bool too_large_ = false;
    bool complete_ = false;
};

}  // namespace telemetryflow::local
