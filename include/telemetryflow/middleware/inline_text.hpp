#pragma once

// A short text in place, so that a request's names cost no allocation; what does not fit is cut. A value; used by one
// thread at a time.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace telemetryflow {

template <std::size_t Capacity>
class InlineText {
public:
    InlineText() noexcept = default;

    InlineText& append(std::string_view text) noexcept {
        const std::size_t fits = std::min(text.size(), Capacity - size_);
        std::copy_n(text.data(), fits, bytes_.data() + size_);
        size_ += fits;
        return *this;
    }
    InlineText& assign(std::string_view text) noexcept {
        size_ = 0;
        return append(text);
    }
    [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t room() const noexcept { return Capacity - size_; }

private:
    std::array<char, Capacity> bytes_;
    std::size_t size_ = 0;
};

}  // namespace telemetryflow
