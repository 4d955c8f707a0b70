#pragma once

// Attributes as a recording call takes them: a view of key-value pairs, written in place as
// {{"http.request.method", "POST"}, {"http.response.status_code", 200}}. It owns nothing and is meant for parameters:
// the pairs live until the call returns. Keys are unique on the wire; of equal keys the last value wins.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "telemetryflow/domain/attribute_value.hpp"

namespace telemetryflow {

struct Attribute {
    std::string_view key;
    AttributeValue value;
};

class Attributes {
public:
    constexpr Attributes() noexcept = default;
    // GCC warns that the pairs do not live on. They need not: see the banner.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Winit-list-lifetime"
    constexpr Attributes(std::initializer_list<Attribute> items) noexcept : data_(items.begin()), size_(items.size()) {}
#pragma GCC diagnostic pop
    constexpr Attributes(std::span<const Attribute> items) noexcept : data_(items.data()), size_(items.size()) {}
    Attributes(const std::vector<Attribute>& items) noexcept : data_(items.data()), size_(items.size()) {}

    [[nodiscard]] constexpr const Attribute* begin() const noexcept {
        return data_;
    }
    [[nodiscard]] constexpr const Attribute* end() const noexcept {
        return data_ + size_;
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept {
        return size_;
    }
    [[nodiscard]] constexpr bool empty() const noexcept {
        return size_ == 0;
    }

private:
    const Attribute* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace telemetryflow
