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
        // By reference: the API copies values often enough.
        source.ForEachKeyValue(
            [this](opentelemetry::nostd::string_view key, const opentelemetry::common::AttributeValue& value) {
                add({key.data(), key.size()}, value);
                return true;
            });
    }
    void add(std::string_view key, const opentelemetry::common::AttributeValue& value) {
        add_made(key, [this, &value] { return converted(value); });
    }
    /// `make()` gives the value.
    template <class Make>
    void add_made(std::string_view key, Make&& make) {
        if (count_ == kFew) return add_to_many({key, make()});
        // Both are written where they stay: loading at once what was just stored in parts makes a processor wait.
        Attribute* const attribute = few() + count_++;
        ::new (&attribute->key) std::string_view(key);
        ::new (&attribute->value) AttributeValue(make());
    }

    [[nodiscard]] Attributes attributes() const noexcept {
        if (further_ != nullptr && !further_->many.empty()) return further_->many;
        return std::span(few(), count_);
    }

    /// Any value; what it refers to lives as long as the list.
    [[nodiscard]] AttributeValue converted(const opentelemetry::common::AttributeValue& value) {
        // The types that most values have, without a call.
        if (const auto* text = opentelemetry::nostd::get_if<opentelemetry::nostd::string_view>(&value))
            return std::string_view(text->data(), text->size());
        if (const auto* number = opentelemetry::nostd::get_if<std::int64_t>(&value)) return *number;
        return opentelemetry::nostd::visit([this](const auto& held) { return convert(held); }, value);
    }

private:
    // What hardly any list has.
    struct Further {
        std::vector<Attribute> many;  // all of them, when they are more than few
        std::forward_list<std::vector<std::string_view>> views;
        std::forward_list<std::vector<std::int64_t>> integers;
        std::forward_list<std::vector<std::string>> texts;
    };

    static constexpr std::size_t kFew = 16;

    [[nodiscard]] Further& further() {
        if (further_ == nullptr) further_ = std::make_unique<Further>();
        return *further_;
    }
    [[nodiscard]] Attribute* few() noexcept { return reinterpret_cast<Attribute*>(room_.data()); }
    [[nodiscard]] const Attribute* few() const noexcept { return reinterpret_cast<const Attribute*>(room_.data()); }

    void add_to_many(const Attribute& attribute) {
        std::vector<Attribute>& many = further().many;
        if (many.empty()) many.assign(few(), few() + count_);
        many.push_back(attribute);
    }

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
            auto& copy = further().views.emplace_front();
            copy.reserve(values.size());
            for (const auto& value : values)
                copy.emplace_back(value.data(), value.size());
            return copy;
        } else if constexpr (std::is_same_v<Element, std::uint8_t>) {
            return std::as_bytes(std::span(values.data(), values.size()));
        } else if constexpr (std::is_same_v<Element, std::uint64_t>) {
            return convert_large(values);
        } else if constexpr (std::is_same_v<Element, std::uint32_t>) {
            return further().integers.emplace_front(values.begin(), values.end());
        } else {
            return std::span<const Element>(values.data(), values.size());
        }
    }
    // An integer that int64 has no room for is sent as text (OpenTelemetry, "Mapping to AnyValue").
    AttributeValue convert_large(std::uint64_t value) {
        if (value <= kMost) return static_cast<std::int64_t>(value);
        return further().texts.emplace_front(1, std::to_string(value)).front();
    }
    AttributeValue convert_large(const opentelemetry::nostd::span<const std::uint64_t>& values) {
        bool all_fit = true;
        for (const std::uint64_t value : values)
            all_fit = all_fit && value <= kMost;
        if (all_fit) return further().integers.emplace_front(values.begin(), values.end());
        auto& texts = further().texts.emplace_front();
        for (const std::uint64_t value : values)
            texts.push_back(std::to_string(value));
        return texts;
    }

    static constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

    alignas(Attribute) std::array<unsigned char, kFew * sizeof(Attribute)> room_;
    std::size_t count_ = 0;
    std::unique_ptr<Further> further_;
};

}  // namespace telemetryflow::bridge
