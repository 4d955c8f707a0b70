#include "infrastructure/prometheus/label_set.hpp"

#include <algorithm>

#include "infrastructure/prometheus/attribute_text.hpp"
#include "infrastructure/prometheus/metric_names.hpp"

namespace telemetryflow::prometheus {
namespace {

std::string joined(const std::map<std::string, std::string>& by_key) {
    std::string all;
    for (const auto& [key, value] : by_key) {
        if (&value != &by_key.begin()->second) all += ';';
        all += value;
    }
    return all;
}

std::size_t characters_of(std::string_view text) {
    constexpr unsigned kContinuationMask = 0xC0U;
    constexpr unsigned kContinuation = 0x80U;
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & kContinuationMask) != kContinuation;
    }));
}

}  // namespace

void LabelSet::add(std::string_view key, std::string_view value) {
    std::string name = label_name(key);
    if (!reserved_.empty() && name == reserved_) name.insert(0, "exported_");
    values_[std::move(name)].insert_or_assign(std::string(key), std::string(value));
}

void LabelSet::add(std::span<const OwnedAttribute> attributes) {
    for (const OwnedAttribute& attribute : attributes)
        add(attribute.key, attribute_text(attribute.value));
}

std::string LabelSet::text() const {
    std::string text;
    for (const auto& [name, by_key] : values_)
        append_label(text, name, joined(by_key));
    return text;
}

std::size_t LabelSet::characters() const {
    std::size_t count = 0;
    for (const auto& [name, by_key] : values_)
        count += name.size() + characters_of(joined(by_key));
    return count;
}

void append_label(std::string& text, std::string_view name, std::string_view value) {
    if (!text.empty()) text += ',';
    text.append(name).append("=\"");
    append_escaped(text, value, true);
    text += '"';
}

void append_escaped(std::string& out, std::string_view text, bool quotes) {
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else {
            if (c == '\\' || (quotes && c == '"')) out += '\\';
            out += c;
        }
    }
}

}  // namespace telemetryflow::prometheus
