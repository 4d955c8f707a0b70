#pragma once

// The headers of a request as cpp-httplib has them: a carrier to extract from. The library percent-decodes every value,
// which for baggage is undone here; the percent signs of a tracestate are lost. Views the headers; lives in parameters.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <httplib.h>

namespace telemetryflow {

class HttplibHeaders {
public:
    explicit HttplibHeaders(const httplib::Headers& headers) noexcept : headers_(headers) {}

    /// `name` in lower case.
    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        // The library's own look-up compares character by character through the locale; most names differ in length.
        for (const auto& [key, value] : headers_) {
            if (key.size() != name.size() || !is_same(key, name)) continue;
            if (name == "baggage" && value.find_first_not_of(kPlain) != std::string::npos) {
                visit(std::string_view(encoded(value)));
            } else {
                visit(std::string_view(value));
            }
        }
    }

    /// The first value of `name`, in lower case; empty when there is none. Valid as long as the headers.
    [[nodiscard]] std::string_view first(std::string_view name) const noexcept {
        for (const auto& [key, value] : headers_) {
            if (key.size() == name.size() && is_same(key, name)) return value;
        }
        return {};
    }

private:
    static bool is_same(std::string_view key, std::string_view lower) noexcept {
        return std::equal(key.begin(), key.end(), lower.begin(), [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    }

    static constexpr std::string_view kPlain =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,-./:;<=>?@[]^_`{|}~";

    // White space that stands next to a separator was never encoded.
    static bool is_optional_space(std::string_view value, std::size_t at) noexcept {
        constexpr std::string_view kSpace = " \t";
        if (kSpace.find(value[at]) == std::string_view::npos) return false;
        const std::size_t before = value.find_last_not_of(kSpace, at);
        const std::size_t after = value.find_first_not_of(kSpace, at);
        constexpr std::string_view kSeparators = ",;=";
        return before == std::string_view::npos || after == std::string_view::npos ||
               kSeparators.find(value[before]) != std::string_view::npos ||
               kSeparators.find(value[after]) != std::string_view::npos;
    }

    static std::string encoded(std::string_view value) {
        constexpr char kDigits[] = "0123456789ABCDEF";
        std::string text;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (kPlain.find(value[i]) != std::string_view::npos || is_optional_space(value, i)) {
                text += value[i];
                continue;
            }
            const auto byte = static_cast<unsigned char>(value[i]);
            text += '%';
            text += kDigits[byte >> 4U];
            text += kDigits[byte & 0x0FU];
        }
        return text;
    }

    const httplib::Headers& headers_;
};

}  // namespace telemetryflow
