// Reads any bytes as the response to a unary gRPC call: the frame with its gzip, the trailers, and the details of a
// status with their RetryInfo.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "infrastructure/transport/grpc_answer.hpp"
#include "interpreted.hpp"
#include "received_response.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace telemetryflow;
    const fuzz::ReceivedResponse received({reinterpret_cast<const char*>(data), size});
    TransportResponse response = received.answer();
    infrastructure::read_grpc_answer(received.raw(), fuzz::ReceivedResponse::kMaxBodyBytes, response);
    // Also what was compressed.
    fuzz::require(response.body.size() <= fuzz::ReceivedResponse::kMaxBodyBytes);
    fuzz::require(response.grpc_status >= -1);
    fuzz::require_sound_meaning(Protocol::Grpc, response);
    return 0;
}
