// Recovers a staging region in which any bytes are wrong, and reads who recorded it. Beyond what the sanitizers see it
// looks for what must hold for every region: only what lies in it is read, records end, and chunks in which nothing is
// wrong come out as they were planted.
//
// An input is a list of edits: two bytes where, one byte how many, and the bytes; the first byte says what is edited,
// with its lowest bit the planted region and else zeros.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "durability/about.hpp"
#include "durability/record_cursor.hpp"
#include "durability/region_reader.hpp"
#include "hot/staging_writer.hpp"
#include "require.hpp"

namespace {

using namespace telemetryflow;
using durability::RecordCursor;
using durability::RegionChunk;
using fuzz::require;
using hot::ChunkPool;

constexpr std::size_t kBytes = 4 * ChunkPool::kChunkBytes;

struct Planted {
    std::size_t at;    // in the region
    std::size_t size;  // of the chunk
    std::vector<std::string> records;
};

class Region {
public:
    Region() : pool_(kBytes) {
        plant(SignalType::Logs, 20, 40);
        plant(SignalType::Logs, 1, 20'000);  // a run of two chunks
        plant(SignalType::Traces, 12, 300);
        pool_.header(3).settled.store(5);
    }

    [[nodiscard]] std::string_view bytes() const { return {pool_.memory().data(), kBytes}; }
    [[nodiscard]] const std::vector<Planted>& chunks() const { return chunks_; }

private:
    void plant(SignalType signal, int records, std::size_t size) {
        hot::StagingWriter writer;
        require(writer.take_chunk(pool_, signal, size));
        const std::size_t at = chunks_.empty() ? 0 : chunks_.back().at + chunks_.back().size;
        Planted chunk{at, ChunkPool::run_of(size) * ChunkPool::kChunkBytes, {}};
        for (int i = 0; i < records; ++i) {
            std::string record(size - static_cast<std::size_t>(i % 9), static_cast<char>('a' + i));
            std::memcpy(writer.reserve(record.size()), record.data(), record.size());
            writer.commit(record.size());
            chunk.records.push_back(std::move(record));
        }
        chunks_.push_back(std::move(chunk));
    }

    ChunkPool pool_;
    std::vector<Planted> chunks_;
};

struct Free {
    void operator()(char* data) const { std::free(data); }
};

// Memory of exactly the region's size, so that every byte that is read beside it is seen.
using Image = std::unique_ptr<char, Free>;

struct Edit {
    std::size_t from;
    std::size_t to;
};

std::vector<Edit> apply_edits(char* image, const std::uint8_t* data, std::size_t size) {
    std::vector<Edit> edits;
    for (std::size_t at = 0; size - at >= 3;) {
        const std::size_t from = data[at] | std::size_t{data[at + 1]} << 8U;
        const std::size_t count = std::min({std::size_t{data[at + 2]}, size - at - 3, kBytes - from});
        std::memcpy(image + from, data + at + 3, count);
        edits.push_back({from, from + count});
        at += 3 + count;
    }
    return edits;
}

std::vector<std::string> records_of(const RegionChunk& chunk, const char* image) {
    std::vector<std::string> records;
    RecordCursor cursor(chunk);
    for (std::string_view payload; cursor.next(payload);) {
        require(payload.data() >= image && payload.data() + payload.size() <= image + kBytes);
        records.emplace_back(payload);
    }
    require(cursor.index() == records.size());
    require(cursor.index() + cursor.records_lost() == chunk.committed.records);
    return records;
}

void recover(const Region& region, const std::uint8_t* data, std::size_t size) {
    const bool is_planted = size != 0 && (data[0] & 1U) != 0;
    const Image image(static_cast<char*>(std::aligned_alloc(64, kBytes)));
    std::memset(image.get(), 0, kBytes);
    if (is_planted) std::memcpy(image.get(), region.bytes().data(), kBytes);
    std::vector<Edit> edits;
    if (size != 0) edits = apply_edits(image.get(), data + 1, size - 1);

    const std::vector<RegionChunk> found = durability::unsettled_chunks({image.get(), kBytes});
    require(found.size() <= kBytes / ChunkPool::kChunkBytes);
    require(std::is_sorted(found.begin(), found.end(),
                           [](const auto& a, const auto& b) { return a.sequence < b.sequence; }));
    for (const RegionChunk& chunk : found) {
        require(chunk.records + chunk.committed.bytes <= image.get() + kBytes);
        require(chunk.settled < chunk.committed.records);
        records_of(chunk, image.get());
    }
    if (!is_planted) return;

    // A header that claims more than it has hides what lies behind it, so a sound chunk counts only behind sound ones.
    const auto is_sound = [&](std::size_t at, std::size_t bytes) {
        return std::none_of(edits.begin(), edits.end(),
                            [&](const Edit& edit) { return edit.from < at + bytes && edit.to > at; });
    };
    for (const Planted& planted : region.chunks()) {
        if (!is_sound(planted.at, sizeof(hot::ChunkHeader))) break;
        if (!is_sound(planted.at, planted.size)) continue;
        const auto chunk = std::find_if(found.begin(), found.end(), [&](const RegionChunk& candidate) {
            return reinterpret_cast<const char*>(candidate.header) == image.get() + planted.at;
        });
        require(chunk != found.end());
        require(records_of(*chunk, image.get()) == planted.records);
    }
}

void read_about(std::string_view text) {
    const auto about = durability::About::from_text(text);
    if (!about) return;
    const auto again = durability::About::from_text(about->to_text());
    require(again && again->resource == about->resource && again->scopes == about->scopes &&
            again->instance_id == about->instance_id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Region region;
    recover(region, data, size);
    read_about({reinterpret_cast<const char*>(data), size});
    return 0;
}
