#include "pipeline/metric_requests.hpp"

#include <new>

namespace telemetryflow::pipeline {
namespace {

// More than this is not kept from collection to collection.
constexpr std::size_t kKeptBytes = 1U << 20U;

}  // namespace

char* MetricRequests::add(std::size_t size, std::uint64_t points) {
    if (!bytes_.ensure(size)) throw std::bad_alloc();
    entries_.push_back({size, points});
    char* at = bytes_.end();
    bytes_.set_end(at + size);
    return at;
}

void MetricRequests::clear() noexcept {
    bytes_.clear();
    bytes_.trim(kKeptBytes);
    entries_.clear();
    first_ = 0;
    begin_ = 0;
}

}  // namespace telemetryflow::pipeline
