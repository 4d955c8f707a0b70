#include "pipeline/envelope.hpp"

#include <algorithm>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {
namespace {

namespace wire = hot::wire;

// Equal in traces, metrics and logs: the request's list of resources, and the resource in each.
constexpr std::uint32_t kResourceList = 1;
constexpr std::uint32_t kResource = 1;

}  // namespace

Envelope::Envelope(std::string_view resource) : resource_field_(wire::bytes_field_size(resource.size()), '\0') {
    wire::put_bytes_field(resource_field_.data(), kResource, resource);
}

std::size_t Envelope::largest_overhead() const noexcept {
    return 1 + wire::kMaxVarint + resource_field_.size();
}

std::size_t Envelope::room_in(std::size_t request) const noexcept {
    // The length in the overhead takes more bytes the more contents there are, so a request with a byte more would not
    // fit although this one may leave a byte or two.
    std::size_t contents = request - std::min(request, largest_overhead());
    while (contents < request && contents + 1 + overhead(contents + 1) <= request)
        ++contents;
    return contents;
}

std::size_t Envelope::overhead(std::size_t contents) const noexcept {
    return wire::bytes_field_size(resource_field_.size() + contents) - contents;
}

char* Envelope::write(char* at, std::size_t contents) const noexcept {
    at = wire::put_bytes_header(at, kResourceList, resource_field_.size() + contents);
    return wire::put_raw(at, resource_field_.data(), resource_field_.size());
}

std::string_view Envelope::contents_of(std::string_view request) const noexcept {
    std::size_t header = 1;
    while ((static_cast<unsigned char>(request[header]) & 0x80U) != 0)
        ++header;
    return request.substr(header + 1 + resource_field_.size());
}

}  // namespace telemetryflow::pipeline
