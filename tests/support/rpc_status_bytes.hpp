#pragma once

// A serialised google.rpc.Status, made by hand because its generated classes are in no Debian package.

#include <cstdint>
#include <string>

namespace telemetryflow::test {

inline std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7U)
        out += static_cast<char>((value & 0x7FU) | 0x80U);
    return out + static_cast<char>(value);
}

inline std::string varint_field(std::uint32_t number, std::uint64_t value) {
    return varint(number << 3U) + varint(value);
}

inline std::string length_field(std::uint32_t number, const std::string& content) {
    return varint(number << 3U | 2U) + varint(content.size()) + content;
}

/// google.protobuf.Any with a google.rpc.RetryInfo.
inline std::string retry_info(std::int64_t seconds, std::int32_t nanos = 0) {
    std::string duration;
    if (seconds != 0) duration += varint_field(1, static_cast<std::uint64_t>(seconds));
    if (nanos != 0) duration += varint_field(2, static_cast<std::uint64_t>(static_cast<std::int64_t>(nanos)));
    return length_field(1, "type.googleapis.com/google.rpc.RetryInfo") + length_field(2, length_field(1, duration));
}

inline std::string rpc_status(int code, const std::string& message, const std::string& detail = {}) {
    auto status = varint_field(1, static_cast<std::uint64_t>(code)) + length_field(2, message);
    if (!detail.empty()) status += length_field(3, detail);
    return status;
}

}  // namespace telemetryflow::test
