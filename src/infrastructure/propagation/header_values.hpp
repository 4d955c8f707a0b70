#pragma once

// What a carrier has for one header. Owned by the call that reads it.

#include <cstddef>
#include <string>
#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"

#include "domain/text.hpp"

namespace telemetryflow::propagation {

/// Calls `use(std::string_view)` with the values of a header that may come several times, as one list (RFC 9110,
/// section 5.3); not when there is none. A single one, which most are, is not copied.
template <class Use>
void with_joined_values(TextMapGetter carrier, std::string_view name, Use&& use) {
    std::size_t count = 0;
    carrier.for_each(name, [&](std::string_view) { ++count; });
    if (count == 0) return;
    if (count == 1) {
        carrier.for_each(name, use);
        return;
    }
    std::string joined;
    carrier.for_each(name, [&](std::string_view value) { joined.append(value).append(","); });
    use(std::string_view(joined));
}

/// Returns what `parse(std::string_view)`, which gives an optional, makes of the trimmed value of a header that may
/// come once only; nothing when it is missing or came several times.
template <class Parse>
[[nodiscard]] auto parsed_single_value(TextMapGetter carrier, std::string_view name, Parse&& parse) {
    decltype(parse(std::string_view())) found;
    std::size_t count = 0;
    carrier.for_each(name, [&](std::string_view value) {
        if (++count == 1) found = parse(text::trim(value));
    });
    if (count > 1) found.reset();
    return found;
}

}  // namespace telemetryflow::propagation
