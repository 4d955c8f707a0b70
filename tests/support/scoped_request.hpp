#pragma once

// Requests put together by hand around encoded elements, for tests of what puts them together.

#include <string>
#include <string_view>

#include "hot/scope_fields.hpp"
#include "hot/wire.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/scope_entry.hpp"
#include "support/otlp_requests.hpp"

namespace telemetryflow::tests {

/// As a ScopeTable has it.
inline hot::ScopeFields scope_fields(std::string_view name, std::string_view version,
                                     std::string_view schema_url = {}) {
    otlp::trace::v1::ScopeSpans scope;
    scope.mutable_scope()->set_name(std::string(name));
    scope.mutable_scope()->set_version(std::string(version));
    hot::ScopeFields fields{scope.SerializeAsString(), {}};
    scope.clear_scope();
    scope.set_schema_url(std::string(schema_url));
    fields.schema_url = scope.SerializeAsString();
    return fields;
}

/// The bytes that a request of one scope adds to its elements.
inline std::size_t request_overhead(const pipeline::Envelope& envelope, const hot::ScopeFields& scope,
                                    std::size_t elements) {
    const std::size_t contents = pipeline::scope_entry::size(scope, elements);
    return contents + envelope.overhead(contents) - elements;
}

/// A request of one scope.
inline std::string request_of(const pipeline::Envelope& envelope, const hot::ScopeFields& scope,
                              std::string_view elements) {
    std::string request(elements.size() + request_overhead(envelope, scope, elements.size()), '\xEE');
    char* at = envelope.write(request.data(), pipeline::scope_entry::size(scope, elements.size()));
    at = pipeline::scope_entry::put_head(at, scope, elements.size());
    at += elements.copy(at, elements.size());
    pipeline::scope_entry::put_tail(at, scope);
    return request;
}

}  // namespace telemetryflow::tests
