#include "export/receiver/count_spans.hpp"

namespace telemetryflow::bench {
namespace {

constexpr std::uint64_t kResourceSpans = 1;
constexpr std::uint64_t kScopeSpans = 2;
constexpr std::uint64_t kSpans = 2;
constexpr std::uint64_t kBytesType = 2;

bool take_varint(std::string_view& bytes, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) return true;
    }
    return false;
}

// Calls visit(body) for every field `number` of a message that has only length-delimited fields, as all have down to
// the span; false when the message is broken or visit() returns false.
template <class Visit>
bool for_each(std::string_view message, std::uint64_t number, Visit&& visit) {
    while (!message.empty()) {
        std::uint64_t tag = 0;
        std::uint64_t size = 0;
        if (!take_varint(message, tag) || (tag & 7U) != kBytesType) return false;
        if (!take_varint(message, size) || size > message.size()) return false;
        if (tag >> 3U == number && !visit(message.substr(0, size))) return false;
        message.remove_prefix(size);
    }
    return true;
}

}  // namespace

std::optional<std::uint64_t> count_spans(std::string_view request) {
    std::uint64_t spans = 0;
    const bool sound = for_each(request, kResourceSpans, [&spans](std::string_view resource) {
        return for_each(resource, kScopeSpans, [&spans](std::string_view scope) {
            return for_each(scope, kSpans, [&spans](std::string_view) { return ++spans != 0; });
        });
    });
    return sound ? std::optional(spans) : std::nullopt;
}

}  // namespace telemetryflow::bench
