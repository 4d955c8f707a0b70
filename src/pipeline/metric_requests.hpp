#pragma once

// The requests of a collection on their way into batches, oldest first. Each has memory of its own, which changes hands
// in the place of its bytes and is kept for the next collection. Used by the worker.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

#include "hot/byte_buffer.hpp"
#include "pipeline/batch.hpp"

namespace telemetryflow::pipeline {

class MetricRequests {
public:
    struct Request {
        std::string_view body;  // until it is taken away
        std::uint64_t points = 0;
    };

    [[nodiscard]] bool empty() const noexcept { return first_ == count_; }
    [[nodiscard]] Request front() const noexcept { return entries_[first_].request(); }
    void pop_front() noexcept { ++first_; }
    [[nodiscard]] std::size_t size() const noexcept { return count_ - first_; }
    /// Calls visit(Request) for every one.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t i = first_; i < count_; ++i)
            visit(entries_[i].request());
    }

    /// Gives `bytes`, which are nobody's, memory for a request. Throws std::bad_alloc.
    void lend(hot::ByteBuffer& bytes);
    /// Adds the request that was written there, from `begin` on.
    void add(hot::ByteBuffer& bytes, std::size_t begin, std::uint64_t points) noexcept;
    /// Moves the oldest request into `batch`.
    void pop_into(Batch& batch) noexcept;
    /// Takes its memory back when it is settled; the batch has no bytes any more.
    void give_back(Batch& batch) noexcept;

private:
    struct Entry {
        hot::ByteBuffer bytes;
        std::size_t begin = 0;
        std::uint64_t points = 0;

        [[nodiscard]] Request request() const noexcept { return {bytes.view().substr(begin), points}; }
    };

    std::deque<Entry> entries_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;  // the entries behind are memory
};

}  // namespace telemetryflow::pipeline
