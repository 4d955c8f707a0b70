#include "durability/metric_snapshot.hpp"

#include <cstddef>
#include <cstring>

#include "durability/crc32c.hpp"

namespace telemetryflow::durability {
namespace {

constexpr std::string_view kFirstLine = "telemetryflow metrics 1\n";

struct Frame {
    std::uint32_t points = 0;
    std::uint32_t size = 0;
    std::uint32_t sum = 0;  // over the words before it and the contents
};

std::uint32_t sum_of(const Frame& frame, std::string_view contents) noexcept {
    const std::uint32_t head = crc32c(reinterpret_cast<const char*>(&frame), offsetof(Frame, sum));
    return crc32c(contents.data(), contents.size(), head);
}

}  // namespace

std::uint64_t MetricSnapshot::points() const noexcept {
    std::uint64_t points = 0;
    for (const Request& request : requests)
        points += request.points;
    return points;
}

void MetricSnapshot::append(std::string& bytes, std::uint32_t points, std::string_view contents) {
    if (bytes.empty()) bytes = kFirstLine;
    Frame frame{points, static_cast<std::uint32_t>(contents.size())};
    frame.sum = sum_of(frame, contents);
    bytes.append(reinterpret_cast<const char*>(&frame), sizeof(frame)).append(contents);
}

MetricSnapshot MetricSnapshot::from_bytes(std::string_view bytes) {
    MetricSnapshot snapshot;
    if (!bytes.starts_with(kFirstLine)) return snapshot;
    bytes.remove_prefix(kFirstLine.size());
    Frame frame;
    while (bytes.size() >= sizeof(frame)) {
        std::memcpy(&frame, bytes.data(), sizeof(frame));
        bytes.remove_prefix(sizeof(frame));
        const std::string_view contents = bytes.substr(0, frame.size);
        if (contents.size() != frame.size || frame.sum != sum_of(frame, contents)) break;
        snapshot.requests.push_back({frame.points, std::string(contents)});
        bytes.remove_prefix(frame.size);
    }
    return snapshot;
}

}  // namespace telemetryflow::durability
