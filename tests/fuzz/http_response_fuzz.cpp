// Reads any bytes as the response of an OTLP/HTTP backend: headers, Retry-After with its dates, and bodies in protobuf,
// JSON and text.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "interpreted.hpp"
#include "received_response.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace telemetryflow;
    const fuzz::ReceivedResponse received({reinterpret_cast<const char*>(data), size});
    TransportResponse response = received.answer();
    if (response.status == TransportStatus::Response) response.body = received.raw().body;
    fuzz::require(response.body.size() <= fuzz::ReceivedResponse::kMaxBodyBytes);
    fuzz::require_sound_meaning(Protocol::Http, response);
    return 0;
}
