#include "receiver/gzip.hpp"

#include <array>
#include <limits>

#include <zlib.h>

namespace telemetryflow::local {

namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

struct Inflater {
    z_stream stream{};
    Inflater() { inflateInit2(&stream, kGzipOnly); }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

}  // namespace

GunzipResult gunzip(std::string_view input, std::size_t limit, std::string& output) {
    output.clear();
    if (input.empty() || input.size() > std::numeric_limits<uInt>::max()) return GunzipResult::Corrupt;
    Inflater inflater;
    auto& stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream.avail_in = static_cast<uInt>(input.size());
    std::array<char, 65536> block{};
    while (true) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        const std::size_t produced = block.size() - stream.avail_out;
        if (produced > limit - output.size()) return GunzipResult::TooLarge;
        output.append(block.data(), produced);
        if (code == Z_STREAM_END) {
            if (stream.avail_in == 0) return GunzipResult::Ok;
            if (inflateReset(&stream) != Z_OK) return GunzipResult::Corrupt;
        } else if (code != Z_OK || (produced == 0 && stream.avail_in == 0)) {
            return GunzipResult::Corrupt;
        }
    }
}

}  // namespace telemetryflow::local
