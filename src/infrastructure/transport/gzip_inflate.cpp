#include "infrastructure/transport/gzip_inflate.hpp"

#include <array>
#include <limits>

#include <zlib.h>

namespace telemetryflow::infrastructure {

InflateResult gzip_inflate(std::string_view input, std::size_t limit, std::string& output) {
    output.clear();
    if (input.size() > std::numeric_limits<uInt>::max()) return InflateResult::TooLarge;
    z_stream stream{};
    // 15 bits of window, and 16 for gzip's envelope.
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return InflateResult::Malformed;
    // zlib's interface predates const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream.avail_in = static_cast<uInt>(input.size());
    std::array<char, 16384> chunk{};
    auto result = InflateResult::Malformed;
    for (int code = Z_OK; code == Z_OK;) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        code = inflate(&stream, Z_NO_FLUSH);
        const auto produced = chunk.size() - stream.avail_out;
        if (produced > limit - output.size()) {
            result = InflateResult::TooLarge;
            break;
        }
        output.append(chunk.data(), produced);
        if (code == Z_STREAM_END) result = InflateResult::Done;
    }
    inflateEnd(&stream);
    return result;
}

}  // namespace telemetryflow::infrastructure
