#pragma once

// The requests of a collection on their way into batches, oldest first, in memory that is kept for the next collection.
// Used by the worker.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hot/byte_buffer.hpp"

namespace telemetryflow::pipeline {

class MetricRequests {
public:
    struct Request {
        std::string_view body;  // until the next add()
        std::uint64_t points = 0;
    };

    [[nodiscard]] bool empty() const noexcept { return first_ == entries_.size(); }
    [[nodiscard]] Request front() const noexcept {
        const Entry& entry = entries_[first_];
        return {bytes_.view().substr(begin_, entry.size), entry.points};
    }
    void pop_front() noexcept {
        begin_ += entries_[first_].size;
        if (++first_ == entries_.size()) clear();
    }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size() - first_; }
    /// Calls visit(Request) for every one.
    template <class Visit>
    void for_each(Visit&& visit) const {
        std::size_t at = begin_;
        for (std::size_t i = first_; i < entries_.size(); at += entries_[i++].size)
            visit(Request{bytes_.view().substr(at, entries_[i].size), entries_[i].points});
    }
    /// Adds a request and returns where its `size` bytes go. Throws std::bad_alloc.
    [[nodiscard]] char* add(std::size_t size, std::uint64_t points);
    void clear() noexcept;

private:
    struct Entry {
        std::size_t size;
        std::uint64_t points;
    };

    hot::ByteBuffer bytes_;
    std::vector<Entry> entries_;
    std::size_t first_ = 0;
    std::size_t begin_ = 0;  // of the first one's bytes
};

}  // namespace telemetryflow::pipeline
