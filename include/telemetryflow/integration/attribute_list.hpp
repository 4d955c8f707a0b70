#pragma once

// Attributes that are put together step by step, up to a fixed number and without allocating. It owns the pairs and
// none of the bytes that they refer to. Used by one thread at a time.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow::integration {

template <std::size_t Capacity>
class AttributeList {
public:
    /// Adds a pair. There must be room: the capacity is the number of calls that the user of the list makes at most.
    void add(std::string_view key, AttributeValue value) noexcept { items_[size_++] = {key, value}; }
    /// The same, but not for the empty text, which says that something is not known.
    void add_if_known(std::string_view key, std::string_view value) noexcept {
        if (!value.empty()) add(key, value);
    }

    [[nodiscard]] Attributes view() const noexcept { return std::span(items_.data(), size_); }
    operator Attributes() const noexcept { return view(); }

private:
    template <std::size_t... Index>
    static constexpr std::array<Attribute, Capacity> blank(std::index_sequence<Index...>) noexcept {
        return {{(static_cast<void>(Index), Attribute{{}, false})...}};
    }

    std::array<Attribute, Capacity> items_ = blank(std::make_index_sequence<Capacity>());
    std::size_t size_ = 0;
};

}  // namespace telemetryflow::integration
