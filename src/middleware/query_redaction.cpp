#include "middleware/query_redaction.hpp"

#include <algorithm>

namespace telemetryflow::middleware {

void QueryRedaction::append(Text& to, std::string_view query) const noexcept {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        const bool secret = equals != std::string_view::npos && std::find(parameters_.begin(), parameters_.end(),
                                                                          pair.substr(0, equals)) != parameters_.end();
        if (secret) {
            to.append(pair.substr(0, equals + 1)).append("REDACTED");
        } else {
            to.append(pair);
        }
        if (end < query.size()) to.append("&");
        query.remove_prefix(std::min(end + 1, query.size()));
    }
}

}  // namespace telemetryflow::middleware
