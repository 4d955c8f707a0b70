#include "telemetryflow/domain/propagator.hpp"

#include <algorithm>
#include <array>

#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

constexpr std::array kNames{std::string_view("tracecontext"), std::string_view("baggage"), std::string_view("b3"),
                            std::string_view("b3multi")};

}  // namespace

std::string_view to_string(Propagator propagator) noexcept {
    const auto index = static_cast<std::size_t>(propagator);
    return index < kNames.size() ? kNames[index] : "unknown";
}

std::optional<Propagator> propagator_from_string(std::string_view text) noexcept {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (text::iequals(kNames[i], text)) return static_cast<Propagator>(i);
    }
    return std::nullopt;
}

std::optional<std::vector<Propagator>> propagators_from_string(std::string_view text) {
    std::vector<Propagator> propagators;
    if (text::iequals(text::trim(text), "none")) return propagators;
    const bool known = text::for_each_member(text, [&](std::string_view name) {
        const auto propagator = propagator_from_string(name);
        if (!propagator) return false;
        if (std::find(propagators.begin(), propagators.end(), *propagator) == propagators.end()) {
            propagators.push_back(*propagator);
        }
        return true;
    });
    return known && !propagators.empty() ? std::optional(std::move(propagators)) : std::nullopt;
}

}  // namespace telemetryflow
