#include "export/count_spans.hpp"

#include <zlib.h>

namespace telemetryflow::bench {
namespace {

constexpr std::uint64_t kResourceSpans = 1;
constexpr std::uint64_t kScopeSpans = 2;
constexpr std::uint64_t kSpans = 2;
constexpr std::uint64_t kBytesType = 2;

bool take_varint(std::string_view& bytes, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) return true;
    }
    return false;
}

// Calls visit(body) for every field `number` of a message that has only length-delimited fields, as all have down to
// the span; false when the message is broken or visit() returns false.
template <class Visit>
bool for_each(std::string_view message, std::uint64_t number, Visit&& visit) {
    while (!message.empty()) {
        std::uint64_t tag = 0;
        std::uint64_t size = 0;
        if (!take_varint(message, tag) || (tag & 7U) != kBytesType) return false;
        if (!take_varint(message, size) || size > message.size()) return false;
        if (tag >> 3U == number && !visit(message.substr(0, size))) return false;
        message.remove_prefix(size);
    }
    return true;
}

}  // namespace

std::optional<std::uint64_t> count_spans(std::string_view request) {
    std::uint64_t spans = 0;
    const bool sound = for_each(request, kResourceSpans, [&spans](std::string_view resource) {
        return for_each(resource, kScopeSpans, [&spans](std::string_view scope) {
            return for_each(scope, kSpans, [&spans](std::string_view) { return ++spans != 0; });
        });
    });
    return sound ? std::optional(spans) : std::nullopt;
}

bool gunzip(std::string_view body, std::string& out) {
    z_stream stream{};
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream, kGzipOnly) != Z_OK) return false;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    if (out.size() < 16 * body.size()) out.resize(16 * body.size());
    int result = Z_OK;
    while (result == Z_OK) {
        if (stream.total_out == out.size()) out.resize(2 * out.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data()) + stream.total_out;
        stream.avail_out = static_cast<uInt>(out.size() - stream.total_out);
        result = inflate(&stream, Z_NO_FLUSH);
    }
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return result == Z_STREAM_END;
}

}  // namespace telemetryflow::bench
