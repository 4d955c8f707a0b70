#pragma once

// What stands around the scopes of one request: the resource, encoded once. The three signals nest alike
// (Export*ServiceRequest > Resource* > Scope* > element), so one envelope serves all; the scopes, with the elements in
// them, are its contents (scope_entry.hpp). Immutable; used by the worker.

#include <cstddef>
#include <string>
#include <string_view>

namespace telemetryflow::pipeline {

class Envelope {
public:
    /// `resource` is a serialised Resource message.
    explicit Envelope(std::string_view resource);

    /// No request adds more bytes to its contents.
    [[nodiscard]] std::size_t largest_overhead() const noexcept;
    /// The most bytes of contents that a request of `request` bytes has room for.
    [[nodiscard]] std::size_t room_in(std::size_t request) const noexcept;
    /// The bytes that a request adds to `contents` bytes.
    [[nodiscard]] std::size_t overhead(std::size_t contents) const noexcept;
    /// Writes everything that comes before the contents; they follow and end the request.
    char* write(char* at, std::size_t contents) const noexcept;
    /// The contents of a request that this envelope is around.
    [[nodiscard]] std::string_view contents_of(std::string_view request) const noexcept;

private:
    std::string resource_field_;
};

}  // namespace telemetryflow::pipeline
