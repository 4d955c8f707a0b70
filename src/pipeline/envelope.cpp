#include "pipeline/envelope.hpp"

#include <algorithm>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {
namespace {

namespace wire = hot::wire;

// Equal in traces, metrics and logs: the request's list of resources, and in each the resource and its list of scopes.
constexpr std::uint32_t kResourceList = 1;
constexpr std::uint32_t kResource = 1;
constexpr std::uint32_t kScopeList = 2;
constexpr std::uint32_t kScope = 1;
constexpr std::uint32_t kScopeName = 1;
constexpr std::uint32_t kScopeVersion = 2;

std::string bytes_field(std::uint32_t field, std::string_view bytes) {
    std::string encoded(bytes.size() + 2 * wire::kMaxVarint, '\0');
    const char* end = wire::put_bytes_field(encoded.data(), field, bytes);
    encoded.resize(static_cast<std::size_t>(end - encoded.data()));
    return encoded;
}

}  // namespace

Envelope::Envelope(std::string_view resource, std::string_view scope_name, std::string_view scope_version)
    : resource_field_(bytes_field(kResource, resource)),
      scope_field_(
          bytes_field(kScope, bytes_field(kScopeName, scope_name) + bytes_field(kScopeVersion, scope_version))) {}

std::size_t Envelope::largest_overhead() const noexcept {
    constexpr std::size_t kHeader = 1 + wire::kMaxVarint;
    return 2 * kHeader + resource_field_.size() + scope_field_.size();
}

std::size_t Envelope::room_in(std::size_t request) const noexcept {
    // The lengths in the overhead take more bytes the more elements there are, so a request with a byte more would not
    // fit although this one may leave a byte or two.
    std::size_t elements = request - std::min(request, largest_overhead());
    while (elements < request && elements + 1 + overhead(elements + 1) <= request)
        ++elements;
    return elements;
}

std::size_t Envelope::overhead(std::size_t elements) const noexcept {
    const std::size_t scope = scope_field_.size() + elements;
    const std::size_t resource = resource_field_.size() + wire::bytes_field_size(scope);
    return wire::bytes_field_size(resource) - elements;
}

char* Envelope::write(char* at, std::size_t elements) const noexcept {
    const std::size_t scope = scope_field_.size() + elements;
    at = wire::put_bytes_header(at, kResourceList, resource_field_.size() + wire::bytes_field_size(scope));
    at = wire::put_raw(at, resource_field_.data(), resource_field_.size());
    at = wire::put_bytes_header(at, kScopeList, scope);
    return wire::put_raw(at, scope_field_.data(), scope_field_.size());
}

std::string_view Envelope::elements_of(std::string_view request) const noexcept {
    const auto skip_header = [&request] {
        std::size_t size = 1;
        while ((static_cast<unsigned char>(request[size]) & 0x80U) != 0)
            ++size;
        request.remove_prefix(size + 1);
    };
    skip_header();
    request.remove_prefix(resource_field_.size());
    skip_header();
    request.remove_prefix(scope_field_.size());
    return request;
}

}  // namespace telemetryflow::pipeline
