#pragma once

// Attributes that own what they name, as a generator makes them: the SDK's Attributes are only a view. Movable, not
// copyable, because views into it stay valid when it moves.

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow::tests::property {

/// At most eight bools, contiguous as std::vector<bool> is not.
struct Bools {
    std::array<bool, 8> items{};
    std::size_t size = 0;
};

/// Strings that are passed as an array of views.
struct StringViews {
    explicit StringViews(std::vector<std::string> strings) : texts(std::move(strings)) {
        views.assign(texts.begin(), texts.end());
    }
    StringViews(StringViews&&) noexcept = default;
    StringViews& operator=(StringViews&&) noexcept = default;

    std::vector<std::string> texts;
    std::vector<std::string_view> views;
};

using OwnedValue = std::variant<bool, std::int64_t, double, std::string, Bools, std::vector<std::int32_t>,
                                std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>, StringViews>;

[[nodiscard]] inline AttributeValue view_of(const OwnedValue& owned) {
    return std::visit(
        []<class T>(const T& value) -> AttributeValue {
            if constexpr (std::same_as<T, Bools>)
                return std::span<const bool>(value.items.data(), value.size);
            else if constexpr (std::same_as<T, StringViews>)
                return value.views;
            else
                return value;
        },
        owned);
}

struct OwnedAttributes {
    std::vector<std::pair<std::string, OwnedValue>> items;

    /// What a recording call takes; valid while the items stay as they are.
    [[nodiscard]] std::vector<Attribute> views() const {
        std::vector<Attribute> views;
        views.reserve(items.size());
        for (const auto& [key, value] : items)
            views.push_back({key, view_of(value)});
        return views;
    }
};

}  // namespace telemetryflow::tests::property
