#include "ours/otlp_counts.hpp"

#include <bit>
#include <cstring>

namespace telemetryflow::bench {
namespace {

constexpr std::uint64_t kVarint = 0;
constexpr std::uint64_t kFixed64 = 1;
constexpr std::uint64_t kBytes = 2;
constexpr std::uint64_t kFixed32 = 5;

struct Field {
    std::uint64_t number = 0;
    std::uint64_t fixed = 0;
    std::string_view bytes;
};

bool take_varint(std::string_view& from, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !from.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(from.front());
        from.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) return true;
    }
    return false;
}

bool take_field(std::string_view& from, Field& field) {
    std::uint64_t tag = 0;
    std::uint64_t size = 0;
    if (!take_varint(from, tag)) return false;
    field.number = tag >> 3U;
    switch (tag & 7U) {
        case kVarint: return take_varint(from, field.fixed);
        case kFixed64: size = sizeof(std::uint64_t); break;
        case kFixed32: size = sizeof(std::uint32_t); break;
        case kBytes:
            if (!take_varint(from, size)) return false;
            break;
        default: return false;
    }
    if (size > from.size()) return false;
    field.bytes = from.substr(0, size);
    if ((tag & 7U) == kFixed64) std::memcpy(&field.fixed, from.data(), size);
    from.remove_prefix(size);
    return true;
}

// Calls visit(field) for every field; false when the message is broken or visit() says so.
template <class Visit>
bool for_fields(std::string_view message, Visit&& visit) {
    Field field;
    while (!message.empty()) {
        if (!take_field(message, field) || !visit(field)) return false;
    }
    return true;
}

template <class Visit>
bool for_messages(std::string_view message, std::uint64_t number, Visit&& visit) {
    return for_fields(message, [&](const Field& field) { return field.number != number || visit(field.bytes); });
}

// Field 1 of a request, field 2 of what is in there, field 2 again: the same in all three signals.
template <class Visit>
bool for_records(std::string_view request, Visit&& visit) {
    return for_messages(request, 1, [&](std::string_view resource) {
        return for_messages(resource, 2, [&](std::string_view scope) { return for_messages(scope, 2, visit); });
    });
}

struct Point {
    std::string attributes;
    double value = 0;
};

bool take_point(std::string_view bytes, bool histogram, Point& point) {
    constexpr std::uint64_t kDoubleOrCount = 4;
    constexpr std::uint64_t kInteger = 6;
    const std::uint64_t attributes = histogram ? 9 : 7;
    return for_fields(bytes, [&](const Field& field) {
        if (field.number == attributes) point.attributes += field.bytes;
        if (field.number == kDoubleOrCount) {
            point.value = histogram ? static_cast<double>(field.fixed) : std::bit_cast<double>(field.fixed);
        } else if (field.number == kInteger && !histogram) {
            point.value = static_cast<double>(std::bit_cast<std::int64_t>(field.fixed));
        }
        return true;
    });
}

bool take_metric(std::string_view metric, std::map<std::string, double>& points) {
    constexpr std::uint64_t kName = 1;
    constexpr std::uint64_t kGauge = 5;
    constexpr std::uint64_t kSum = 7;
    constexpr std::uint64_t kHistogram = 9;
    std::string name;
    return for_fields(metric, [&](const Field& field) {
        if (field.number == kName) name = field.bytes;
        if (field.number != kGauge && field.number != kSum && field.number != kHistogram) return true;
        return for_messages(field.bytes, 1, [&](std::string_view bytes) {
            Point point;
            if (!take_point(bytes, field.number == kHistogram, point)) return false;
            points.insert_or_assign(name + '\0' + point.attributes, point.value);
            return true;
        });
    });
}

}  // namespace

std::optional<std::uint64_t> count_records(std::string_view request) {
    std::uint64_t records = 0;
    const bool sound = for_records(request, [&](std::string_view) { return ++records != 0; });
    return sound ? std::optional(records) : std::nullopt;
}

bool take_points(std::string_view request, std::map<std::string, double>& points) {
    return for_records(request, [&](std::string_view metric) { return take_metric(metric, points); });
}

}  // namespace telemetryflow::bench
