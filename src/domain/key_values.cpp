#include "domain/key_values.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow {

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto hex = text.substr(i + 1, 2);
        unsigned byte = 0;
        const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), byte, 16);
        if (hex.size() != 2 || error != std::errc() || end != hex.data() + 2) return std::nullopt;
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return decoded;
}

std::optional<KeyValues> parse_key_values(std::string_view text) {
    KeyValues pairs;
    const bool complete = text::for_each_member(text, [&](std::string_view member) {
        const auto equals = member.find('=');
        if (equals == std::string_view::npos) return false;
        auto key = percent_decode(text::trim(member.substr(0, equals)));
        auto value = percent_decode(text::trim(member.substr(equals + 1)));
        if (!key || key->empty() || !value) return false;
        const auto known =
            std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == *key; });
        if (known != pairs.end()) {
            known->second = std::move(*value);
        } else {
            pairs.emplace_back(std::move(*key), std::move(*value));
        }
        return true;
    });
    return complete ? std::optional(std::move(pairs)) : std::nullopt;
}

}  // namespace telemetryflow
