#pragma once

// The headers of a request as cpp-httplib has them: a carrier to extract from. The library percent-decodes every value,
// which for baggage is undone here; the percent signs of a tracestate are lost. Views the headers; lives in parameters.

#include <cstddef>
#include <string>
#include <string_view>

#include <httplib.h>

namespace telemetryflow {

class HttplibHeaders {
public:
    explicit HttplibHeaders(const httplib::Headers& headers) noexcept : headers_(headers) {}

    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        const auto [first, last] = headers_.equal_range(std::string(name));
        for (auto at = first; at != last; ++at) {
            const std::string& value = at->second;
            if (name == "baggage" && value.find_first_not_of(kPlain) != std::string::npos) {
                visit(std::string_view(encoded(value)));
            } else {
                visit(std::string_view(value));
            }
        }
    }

private:
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
