#pragma once

// What stands around the spans, log records or metrics of one request: resource and scope, encoded once. The three
// signals nest alike (Export*ServiceRequest > Resource* > Scope* > element), so one envelope serves all.
// Immutable; used by the worker.

#include <cstddef>
#include <string>
#include <string_view>

namespace telemetryflow::pipeline {

class Envelope {
public:
    /// `resource` is a serialised Resource message; the scope is the SDK's own.
    Envelope(std::string_view resource, std::string_view scope_name, std::string_view scope_version);

    /// No request adds more bytes to its elements.
    [[nodiscard]] std::size_t largest_overhead() const noexcept;
    /// The most bytes of elements that a request of `request` bytes has room for.
    [[nodiscard]] std::size_t room_in(std::size_t request) const noexcept;
    /// The bytes that a request adds to `elements` bytes of elements.
    [[nodiscard]] std::size_t overhead(std::size_t elements) const noexcept;
    /// Writes everything that comes before the elements; they follow and end the request.
    char* write(char* at, std::size_t elements) const noexcept;
    /// The elements of a request that this envelope is around.
    [[nodiscard]] std::string_view elements_of(std::string_view request) const noexcept;

private:
    std::string resource_field_;
    std::string scope_field_;
};

}  // namespace telemetryflow::pipeline
