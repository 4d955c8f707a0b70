#pragma once

// Attributes of the OpenTelemetry API as the SDK takes them. What both have alike is passed on as a view; what the API
// has beside it, unsigned arrays and strings of its own type, is copied here. Few attributes take no memory of the
// heap. Lives on a caller's stack; the attributes are good as long as it and what it was made from.

#include <array>
#include <cstdint>
#include <forward_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <opentelemetry/common/attribute_value.h>
#include <opentelemetry/common/key_value_iterable.h>
#include <opentelemetry/nostd/variant.h>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow::bridge {

class AttributeList {
public:
    AttributeList() noexcept {}
    explicit AttributeList(const opentelemetry::common::KeyValueIterable& source) { add(source); }
    AttributeList(const AttributeList&) = delete;
    AttributeList& operator=(const AttributeList&) = delete;

    void add(const opentelemetry::common::KeyValueIterable& source) {
        if (source.size() > kFew) many_.reserve(source.size());
        source.ForEachKeyValue(
            [this](opentelemetry::nostd::string_view key, opentelemetry::common::AttributeValue value) {
                add({key.data(), key.size()}, value);
                return true;
            });
    }
    void add(std::string_view key, const opentelemetry::common::AttributeValue& value) {
        const Attribute attribute{key, converted(value)};
        if (many_.empty() && count_ < kFew) {
            ::new (&few()[count_++]) Attribute(attribute);
            return;
        }
        if (many_.empty()) many_.assign(few(), few() + count_);
        many_.push_back(attribute);
    }

    [[nodiscard]] Attributes attributes() const noexcept {
        return many_.empty() ? Attributes(std::span(few(), count_)) : Attributes(many_);
    }

    /// Any value; what it refers to lives as long as the list.
    [[nodiscard]] AttributeValue converted(const opentelemetry::common::AttributeValue& value) {
        return opentelemetry::nostd::visit([this](const auto& held) { return convert(held); }, value);
    }

private:
    static constexpr std::size_t kFew = 16;

    [[nodiscard]] Attribute* few() noexcept { return reinterpret_cast<Attribute*>(room_.data()); }
    [[nodiscard]] const Attribute* few() const noexcept { return reinterpret_cast<const Attribute*>(room_.data()); }

    template <class T>
    AttributeValue convert(const T& value) {
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            return convert_large(value);
        } else {
            return AttributeValue(value);
        }
    }
    AttributeValue convert(const opentelemetry::nostd::string_view& value) {
        return std::string_view(value.data(), value.size());
    }
    template <class T>
    AttributeValue convert(const opentelemetry::nostd::span<T>& values) {
        using Element = std::remove_cv_t<T>;
        if constexpr (std::is_same_v<Element, opentelemetry::nostd::string_view>) {
            auto& copy = views_.emplace_front();
            copy.reserve(values.size());
            for (const auto& value : values)
                copy.emplace_back(value.data(), value.size());
            return copy;
        } else if constexpr (std::is_same_v<Element, std::uint8_t>) {
            return std::as_bytes(std::span(values.data(), values.size()));
        } else if constexpr (std::is_same_v<Element, std::uint64_t>) {
            return convert_large(values);
        } else if constexpr (std::is_same_v<Element, std::uint32_t>) {
            return integers_.emplace_front(values.begin(), values.end());
        } else {
            return std::span<const Element>(values.data(), values.size());
        }
    }
    // An integer that int64 has no room for is sent as text (OpenTelemetry, "Mapping to AnyValue").
    AttributeValue convert_large(std::uint64_t value) {
        if (value <= kMost) return static_cast<std::int64_t>(value);
        return texts_.emplace_front(1, std::to_string(value)).front();
    }
    AttributeValue convert_large(const opentelemetry::nostd::span<const std::uint64_t>& values) {
        bool all_fit = true;
        for (const std::uint64_t value : values)
            all_fit = all_fit && value <= kMost;
        if (all_fit) return integers_.emplace_front(values.begin(), values.end());
        auto& texts = texts_.emplace_front();
        for (const std::uint64_t value : values)
            texts.push_back(std::to_string(value));
        return texts;
    }

    static constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

    alignas(Attribute) std::array<unsigned char, kFew * sizeof(Attribute)> room_;
    std::size_t count_ = 0;
    std::vector<Attribute> many_;
    std::forward_list<std::vector<std::string_view>> views_;
    std::forward_list<std::vector<std::int64_t>> integers_;
    std::forward_list<std::vector<std::string>> texts_;
};

}  // namespace telemetryflow::bridge
