#include "pipeline/metric_requests.hpp"

#include <algorithm>

namespace telemetryflow::pipeline {
namespace {

// More than this is not kept from collection to collection.
constexpr std::size_t kKeptBytes = 1U << 20U;

}  // namespace

void MetricRequests::lend(hot::ByteBuffer& bytes) {
    if (empty() && count_ != 0) {
        first_ = count_ = 0;
        std::size_t kept = kKeptBytes;
        for (Entry& entry : entries_) {
            entry.bytes.trim(kept);
            kept -= entry.bytes.capacity();
        }
    }
    if (count_ == entries_.size()) entries_.emplace_back();
    bytes.swap(entries_[count_].bytes);
    bytes.clear();
}

void MetricRequests::add(hot::ByteBuffer& bytes, std::size_t begin, std::uint64_t points) noexcept {
    Entry& entry = entries_[count_++];
    entry.bytes.swap(bytes);
    entry.begin = begin;
    entry.points = points;
}

void MetricRequests::pop_into(Batch& batch) noexcept {
    Entry& entry = entries_[first_++];
    batch.bytes.swap(entry.bytes);
    batch.begin = entry.begin;
    batch.items = entry.points;
}

void MetricRequests::give_back(Batch& batch) noexcept {
    if (first_ != 0) batch.bytes.swap(entries_[first_ - 1].bytes);
    batch.bytes.clear();
    batch.begin = 0;
}

}  // namespace telemetryflow::pipeline
