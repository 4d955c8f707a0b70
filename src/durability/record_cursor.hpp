#pragma once

// Goes from record to record of a chunk that was found in a region. A value.

#include <cstdint>
#include <string_view>

#include "durability/region_reader.hpp"
#include "hot/record.hpp"

namespace telemetryflow::durability {

class RecordCursor {
public:
    explicit RecordCursor(const RegionChunk& chunk) noexcept : chunk_(&chunk) {}

    /// The next record's payload; false at the end, and where what follows is no record or cannot be trusted.
    bool next(std::string_view& payload) noexcept;
    /// The scope of the record that next() gave.
    [[nodiscard]] std::uint16_t scope() const noexcept { return scope_; }
    /// How many records lie before the cursor.
    [[nodiscard]] std::uint32_t index() const noexcept { return index_; }
    /// After the end: how many records the chunk claims to have behind what is no record.
    [[nodiscard]] std::uint32_t records_lost() const noexcept {
        return is_broken_ ? chunk_->committed.records - index_ : 0;
    }

private:
    // Reads the header `at` bytes into the records; false where there is none of the record `index`.
    bool read_header(std::uint32_t at, std::uint32_t index, hot::RecordHeader& header) const noexcept;
    // For what may be torn: whether the pages that the record at hand lies in are those that it was written into.
    [[nodiscard]] bool is_proven(std::uint32_t payload_size) const noexcept;

    const RegionChunk* chunk_;
    std::uint32_t index_ = 0;
    std::uint32_t at_ = 0;
    std::uint16_t scope_ = 0;
    bool is_broken_ = false;
};

}  // namespace telemetryflow::durability
