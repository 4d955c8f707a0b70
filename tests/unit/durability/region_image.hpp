#pragma once

// A copy of a region in memory of exactly its size, so that a sanitizer sees every byte that is read beside it.

#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>

namespace telemetryflow::durability {

class RegionImage {
public:
    explicit RegionImage(std::size_t bytes) : bytes_(bytes), data_(static_cast<char*>(std::aligned_alloc(64, bytes))) {
        std::memset(data_.get(), 0, bytes);
    }
    explicit RegionImage(std::span<const char> of) : RegionImage(of.size()) {
        std::memcpy(data_.get(), of.data(), bytes_);
    }
    [[nodiscard]] std::span<char> span() const { return {data_.get(), bytes_}; }

private:
    struct Free {
        void operator()(char* data) const { std::free(data); }
    };
    std::size_t bytes_;
    std::unique_ptr<char, Free> data_;
};

}  // namespace telemetryflow::durability
