#include "middleware/captured_headers.hpp"

#include <array>
#include <span>

#include "telemetryflow/middleware/inline_text.hpp"

#include "domain/text.hpp"

namespace telemetryflow::middleware {

CapturedHeaders::CapturedHeaders(std::string_view prefix, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        std::string lower = text::to_lower(name);
        std::string attribute = std::string(prefix) + lower;
        headers_.push_back({std::move(lower), std::move(attribute)});
    }
}

void CapturedHeaders::set(Span& span, TextMapGetter headers) const {
    for (const Header& header : headers_) {
        // The values' views end with their visit, so they are kept here; what is over the room is left out.
        InlineText<2048> kept;
        std::array<std::string_view, 16> values;
        std::size_t count = 0;
        headers.for_each(header.name, [&](std::string_view value) {
            if (count == values.size() || value.size() > kept.room()) return;
            const std::size_t before = kept.view().size();
            values[count++] = kept.append(value).view().substr(before);
        });
        if (count != 0) span.set_attribute(header.attribute, std::span<const std::string_view>(values.data(), count));
    }
}

}  // namespace telemetryflow::middleware
