#include "hot/scope_fields.hpp"

#include "hot/wire.hpp"

namespace telemetryflow::hot {
namespace {

// Takes a whole length-delimited field from the start of `bytes`, tag included; empty when there is none.
std::string_view take_field(std::string_view& bytes) noexcept {
    constexpr unsigned kBitsOfByte = 7;
    std::size_t at = 1;
    std::uint64_t size = 0;
    for (unsigned shift = 0; shift < kBitsOfByte * 5; shift += kBitsOfByte, ++at) {
        if (at >= bytes.size()) return {};
        const auto byte = static_cast<unsigned char>(bytes[at]);
        size |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) != 0) continue;
        if (size > bytes.size() - at - 1) return {};
        const std::string_view field = bytes.substr(0, at + 1 + size);
        bytes.remove_prefix(field.size());
        return field;
    }
    return {};
}

bool begins_with(std::string_view bytes, std::uint32_t field) noexcept {
    return bytes.starts_with(static_cast<char>(wire::tag(field, wire::kBytes)));
}

}  // namespace

std::vector<ScopeFields> ScopeFields::from_bytes(std::string_view bytes) {
    std::vector<ScopeFields> scopes;
    while (begins_with(bytes, kScope)) {
        const std::string_view scope = take_field(bytes);
        if (scope.empty()) break;
        scopes.push_back({std::string(scope), {}});
        if (begins_with(bytes, kSchemaUrl)) scopes.back().schema_url = take_field(bytes);
    }
    return scopes;
}

}  // namespace telemetryflow::hot
