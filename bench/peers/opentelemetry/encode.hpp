#pragma once

// Builds a request and serialises it in the way of opentelemetry-cpp's own OTLP exporters: on an arena, into a buffer
// of the exact size.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <google/protobuf/arena.h>

namespace telemetryflow::bench {

/// `populate(Request*)` fills the request. Returns how many bytes it became; they are given away.
template <class Request, class Populate>
std::size_t encode(Populate&& populate) {
    google::protobuf::ArenaOptions options;
    options.initial_block_size = 1024;
    options.max_block_size = 65'536;
    google::protobuf::Arena arena(options);
    auto* request = google::protobuf::Arena::CreateMessage<Request>(&arena);
    populate(request);
    std::vector<std::uint8_t> bytes(request->ByteSizeLong());
    request->SerializeWithCachedSizesToArray(bytes.data());
    return bytes.size();
}

}  // namespace telemetryflow::bench
