#pragma once

// Attributes gathered in place, up to a number that is known when it is written. Lives in one call.

#include <array>
#include <cstddef>
#include <new>
#include <type_traits>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow::middleware {

template <std::size_t Capacity>
class AttributeList {
public:
    void add(std::string_view key, const AttributeValue& value) noexcept {
        static_assert(std::is_trivially_destructible_v<Attribute>);
        if (size_ < Capacity) new (at(size_++)) Attribute{key, value};
    }
    /// Adds a text unless it is empty.
    void add_text(std::string_view key, std::string_view value) noexcept {
        if (!value.empty()) add(key, value);
    }
    operator Attributes() const noexcept {
        return std::span<const Attribute>(reinterpret_cast<const Attribute*>(storage_.data()), size_);
    }

private:
    void* at(std::size_t index) noexcept { return storage_.data() + index * sizeof(Attribute); }

    alignas(Attribute) std::array<std::byte, Capacity * sizeof(Attribute)> storage_;
    std::size_t size_ = 0;
};

}  // namespace telemetryflow::middleware
