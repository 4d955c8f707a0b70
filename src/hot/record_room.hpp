#pragma once

// Where a record is written whose size shows only then: in the chunk at hand, or, once that is too small, in a buffer
// of the thread's, into which what there is moves. Belongs to one thread, for one record.

#include <cstddef>

#include "hot/byte_buffer.hpp"

namespace telemetryflow::hot {

class RecordRoom {
public:
    /// `data` is null where the chunk has no room to begin with; then more() comes first.
    RecordRoom(char* data, const char* limit, ByteBuffer& spilled) noexcept
        : data_(data), limit_(limit), spilled_(spilled) {}

    [[nodiscard]] char* data() noexcept { return data_; }
    [[nodiscard]] const char* limit() const noexcept { return limit_; }
    [[nodiscard]] bool is_spilled() const noexcept { return is_spilled_; }

    /// Makes room for `size` more bytes behind `at` and returns where that is now; null when memory is refused.
    [[nodiscard, gnu::noinline]] char* more(char* at, std::size_t size) noexcept;

private:
    char* data_;
    const char* limit_;
    ByteBuffer& spilled_;
    bool is_spilled_ = false;
};

}  // namespace telemetryflow::hot
