#pragma once

// The query string of an API request. Values are percent-encoded (RFC 3986); what a query leaves open is left out.
// Used by one thread.

#include <string>
#include <string_view>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/page.hpp"
#include "telemetryflow/application/queries/time_range.hpp"

namespace telemetryflow::infrastructure {

class QueryString {
public:
    QueryString& add(std::string_view name, std::string_view value);
    QueryString& add_unless_empty(std::string_view name, std::string_view value);
    QueryString& add(const TimeRange& time);
    QueryString& add(const AttributeMap& attributes);
    QueryString& add(const Page& page);

    /// Returns "?a=b&c=d", or nothing without a parameter.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

}  // namespace telemetryflow::infrastructure
