#include "property/expected_otlp.hpp"

#include <algorithm>

namespace telemetryflow::tests::property {
namespace {

using opentelemetry::proto::common::v1::AnyValue;
using opentelemetry::proto::common::v1::KeyValue;

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

// What the first byte promises: the number of bytes, or 0 when no character starts with it.
std::size_t promised_length(unsigned lead) {
    if (lead < 0x80) return 1;
    if ((lead & 0xE0U) == 0xC0) return 2;
    if ((lead & 0xF0U) == 0xE0) return 3;
    if ((lead & 0xF8U) == 0xF0) return 4;
    return 0;
}

// Whether some character starts with the `size` bytes of `text`: tries what the missing bits can be at least and most.
bool starts_a_character(std::string_view text, std::size_t size) {
    const std::size_t length = promised_length(byte_at(text, 0));
    if (length < 2 || size >= length) return false;
    std::uint32_t low = byte_at(text, 0) & (0x7FU >> length);
    std::uint32_t high = low;
    for (std::size_t i = 1; i < length; ++i) {
        if (i < size && (byte_at(text, i) & 0xC0U) != 0x80) return false;
        low = low << 6U | (i < size ? byte_at(text, i) & 0x3FU : 0U);
        high = high << 6U | (i < size ? byte_at(text, i) & 0x3FU : 0x3FU);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (high < kSmallest[length] || low > 0x10FFFF) return false;
    return low < 0xD800 || high > 0xDFFF;
}

AnyValue any_of(const AttributeValue& value, std::size_t length) {
    AnyValue any;
    const auto add_all = [&any](auto array, auto&& set) {
        auto* values = any.mutable_array_value();
        for (const auto& element : array)
            set(*values->add_values(), element);
    };
    const auto set_int = [](AnyValue& to, std::int64_t element) { to.set_int_value(element); };
    const auto set_text = [length](AnyValue& to, std::string_view text) {
        to.set_string_value(kept_text(text, length));
    };
    switch (value.type()) {
        case AttributeType::Bool: any.set_bool_value(value.as_bool()); break;
        case AttributeType::Int64: any.set_int_value(value.as_int64()); break;
        case AttributeType::Double: any.set_double_value(value.as_double()); break;
        case AttributeType::String: set_text(any, value.as_string()); break;
        case AttributeType::Bytes: {
            const auto bytes = value.as_array<std::byte>();
            any.set_bytes_value(bytes.data(), std::min<std::size_t>(bytes.size(), length));
            break;
        }
        case AttributeType::BoolArray:
            add_all(value.as_array<bool>(), [](AnyValue& to, bool element) { to.set_bool_value(element); });
            break;
        case AttributeType::Int32Array: add_all(value.as_array<std::int32_t>(), set_int); break;
        case AttributeType::Int64Array: add_all(value.as_array<std::int64_t>(), set_int); break;
        case AttributeType::DoubleArray:
            add_all(value.as_array<double>(), [](AnyValue& to, double element) { to.set_double_value(element); });
            break;
        case AttributeType::StringViewArray: add_all(value.as_array<std::string_view>(), set_text); break;
        case AttributeType::StringArray: add_all(value.as_array<std::string>(), set_text); break;
    }
    return any;
}

}  // namespace

std::size_t character_at_start(std::string_view text) {
    if (text.empty()) return 0;
    const std::size_t length = promised_length(byte_at(text, 0));
    if (length <= 1) return length;
    if (length > text.size()) return 0;
    std::uint32_t code_point = byte_at(text, 0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte_at(text, i) & 0xC0U) != 0x80) return 0;
        code_point = code_point << 6U | (byte_at(text, i) & 0x3FU);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return code_point < kSmallest[length] || code_point > 0x10FFFF || surrogate ? 0 : length;
}

std::string_view cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    std::size_t at = 0;
    while (at < limit) {
        const std::size_t step = std::max<std::size_t>(character_at_start(text.substr(at)), 1);
        if (at + step > limit) break;
        at += step;
    }
    return text.substr(0, at);
}

std::string repaired(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::size_t part = character_at_start(text);
        if (part != 0) {
            result += text.substr(0, part);
        } else {
            part = 1;
            while (part < text.size() && starts_a_character(text, part + 1))
                ++part;
            result += "\xEF\xBF\xBD";
        }
        text.remove_prefix(part);
    }
    return result;
}

void ExpectedAttributes::add(const Attribute& attribute) {
    if (attribute.key.empty()) {
        ++dropped_;
        return;
    }
    const std::string key = kept_text(attribute.key, kKeyLength);
    const auto same =
        std::find_if(items_.begin(), items_.end(), [&](const KeyValue& item) { return item.key() == key; });
    if (same != items_.end()) {
        items_.erase(same);
    } else if (items_.size() >= count_limit_) {
        ++dropped_;
        return;
    }
    KeyValue& item = items_.emplace_back();
    item.set_key(key);
    *item.mutable_value() = any_of(attribute.value, value_length_);
}

}  // namespace telemetryflow::tests::property
