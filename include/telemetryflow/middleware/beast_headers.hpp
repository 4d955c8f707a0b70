#pragma once

// The headers of a message of Boost.Beast's: a carrier to extract from. Views them; lives in parameters.

#include <string_view>

#include <boost/beast/http/fields.hpp>

namespace telemetryflow {

/// Beast's texts are boost::string_view or its successor.
template <class Text>
[[nodiscard]] std::string_view beast_text(const Text& text) noexcept {
    return {text.data(), text.size()};
}

template <class Fields>
class BeastHeaders {
public:
    explicit BeastHeaders(const Fields& fields) noexcept : fields_(fields) {}

    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        const auto [first, last] = fields_.equal_range({name.data(), name.size()});
        for (auto at = first; at != last; ++at)
            visit(beast_text(at->value()));
    }
    /// Empty when there is none.
    [[nodiscard]] std::string_view first(std::string_view name) const {
        const auto found = fields_.find({name.data(), name.size()});
        return found == fields_.end() ? std::string_view() : beast_text(found->value());
    }

private:
    const Fields& fields_;
};

}  // namespace telemetryflow
