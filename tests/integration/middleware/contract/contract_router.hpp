#pragma once

// Finds the route of a request among those of the contract, for frameworks without a router. HEAD is answered as GET.

#include <string_view>
#include <utility>
#include <vector>

#include "integration/middleware/contract/contract_route.hpp"

namespace telemetryflow::tests {

class ContractRouter {
public:
    explicit ContractRouter(std::vector<ContractRoute> routes) : routes_(std::move(routes)) {}

    /// Null when there is none. `path` may have a query.
    [[nodiscard]] const ContractRoute* find(std::string_view method, std::string_view path) const {
        path = path.substr(0, path.find('?'));
        if (method == "HEAD") method = "GET";
        for (const ContractRoute& route : routes_) {
            if (route.method == method && matches(route.pattern, path)) return &route;
        }
        return nullptr;
    }

private:
    static bool matches(std::string_view pattern, std::string_view path) {
        const std::size_t brace = pattern.find('{');
        if (brace == std::string_view::npos) return pattern == path;
        // The contract's parameters are at the end.
        return path.size() > brace && path.starts_with(pattern.substr(0, brace)) &&
               path.find('/', brace) == std::string_view::npos;
    }

    std::vector<ContractRoute> routes_;
};

}  // namespace telemetryflow::tests
