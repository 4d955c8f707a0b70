#include "infrastructure/otlp/rpc_status.hpp"

#include "infrastructure/otlp/protobuf_reader.hpp"
#include "infrastructure/otlp/retry_after.hpp"

namespace telemetryflow::infrastructure {

namespace {

/// google.protobuf.Duration: seconds = 1, nanos = 2.
std::optional<std::chrono::nanoseconds> parse_duration(std::span<const std::byte> bytes) {
    ProtobufReader reader(bytes);
    std::int64_t seconds = 0;
    std::int64_t nanos = 0;
    for (ProtobufField field; reader.next(field);) {
        if (field.type != WireType::Varint) continue;
        if (field.number == 1) seconds = static_cast<std::int64_t>(field.value);
        if (field.number == 2) nanos = static_cast<std::int32_t>(field.value);
    }
    if (reader.failed()) return std::nullopt;
    return clamp_retry_after(std::chrono::seconds(seconds), std::chrono::nanoseconds(nanos));
}

/// google.protobuf.Any: type_url = 1, value = 2; google.rpc.RetryInfo: retry_delay = 1.
void read_detail(std::span<const std::byte> any, RpcStatus& status) {
    ProtobufReader reader(any);
    bool is_retry_info = false;
    std::span<const std::byte> value;
    for (ProtobufField field; reader.next(field);) {
        if (field.type != WireType::Length) continue;
        if (field.number == 1) is_retry_info = field.text().ends_with("/google.rpc.RetryInfo");
        if (field.number == 2) value = field.bytes;
    }
    if (reader.failed() || !is_retry_info) return;
    status.has_retry_info = true;
    ProtobufReader info(value);
    for (ProtobufField field; info.next(field);) {
        if (field.number == 1 && field.type == WireType::Length) status.retry_delay = parse_duration(field.bytes);
    }
}

}  // namespace

std::optional<RpcStatus> parse_rpc_status(std::span<const std::byte> bytes) {
    ProtobufReader reader(bytes);
    RpcStatus status;
    for (ProtobufField field; reader.next(field);) {
        if (field.type != WireType::Length) continue;
        if (field.number == 2) status.message = field.text();
        if (field.number == 3) read_detail(field.bytes, status);
    }
    if (reader.failed()) return std::nullopt;
    return status;
}

}  // namespace telemetryflow::infrastructure
