#pragma once

// Puts records, each of some scope, together to one request in which every scope is there once. Nearly all requests
// have one scope, whose elements are written where they stay; those of others are kept beside them until the end. Keeps
// its memory from request to request. Used by the worker.

#include <cstdint>
#include <cstring>
#include <deque>
#include <string_view>

#include "hot/byte_buffer.hpp"
#include "hot/scope_fields.hpp"
#include "pipeline/batch.hpp"
#include "pipeline/envelope.hpp"

namespace telemetryflow::pipeline {

class RequestBuilder {
public:
    /// Begins a request of at most `max_bytes`, unless its one record is larger; `batch` is cleared, and lives, as the
    /// envelope does, until finish().
    void begin(const Envelope& envelope, std::size_t max_bytes, Batch& batch) noexcept;
    /// Whether what is added now belongs to the scope `id`.
    [[nodiscard]] bool is_at(std::uint16_t id) const noexcept { return part_ != nullptr && part_->id == id; }
    /// From now on it does; `fields` live until finish(). Throws std::bad_alloc.
    void go_to(std::uint16_t id, const hot::ScopeFields& fields);
    /// Whether a record of `size` bytes fits beside those that there are.
    [[nodiscard]] bool has_room(std::size_t size) const noexcept {
        if (count_ == 1) [[likely]]
            return part_->bytes + size <= alone_;
        return has_room_among_others(size);
    }
    /// Adds a record, which is not empty; false, and the request stays as it was, when memory was refused.
    [[nodiscard]] [[gnu::always_inline]] bool add(std::string_view record) noexcept {
        if (count_ != 1) [[unlikely]]
            return add_among_others(record);
        hot::ByteBuffer& bytes = batch_->bytes;
        if (!bytes.ensure(behind_ + record.size())) return false;
        std::memcpy(bytes.end(), record.data(), record.size());
        bytes.set_end(bytes.end() + record.size());
        part_->bytes += record.size();
        return true;
    }
    /// Puts the pieces together; there is at least one record.
    void finish() noexcept;

private:
    struct Part {
        std::uint16_t id = 0;
        const hot::ScopeFields* fields = nullptr;
        std::size_t bytes = 0;
        hot::ByteBuffer elements;  // but for the first one's, which are in the batch
    };

    [[nodiscard]] bool has_room_among_others(std::size_t size) const noexcept;
    [[nodiscard]] bool add_among_others(std::string_view record) noexcept;

    const Envelope* envelope_ = nullptr;
    Batch* batch_ = nullptr;
    std::deque<Part> parts_;
    std::size_t count_ = 0;   // of parts in use
    Part* part_ = nullptr;    // the one at hand
    std::size_t before_ = 0;  // bytes that are left free before the first scope's elements
    std::size_t room_ = 0;    // for contents
    std::size_t alone_ = 0;   // for the first scope's elements, as long as it is the only one
    std::size_t behind_ = 0;  // what finish() adds to the batch's bytes, at most
};

}  // namespace telemetryflow::pipeline
