#include "hot/filtered_attributes.hpp"

#include <cstdint>
#include <new>

#include "hot/attribute_encoder.hpp"
#include "hot/metric_stream.hpp"

namespace telemetryflow::hot {

std::string filtered_attributes(const Series& series, Attributes attributes, const RecordingLimits& limits,
                                EditCounts& edits) {
    constexpr std::uint32_t kField = 7;  // Exemplar.filtered_attributes (metrics.proto)
    const MetricStream& stream = *series.stream;
    if (!series.is_overflow && !stream.attribute_keys) return {};
    AttributeEncoder encoder(limits, edits);
    AttributeEncoder::Progress progress;
    ByteBuffer bytes;
    for (const Attribute& attribute : attributes) {
        if (!series.is_overflow && stream.keeps(attribute.key)) continue;
        if (!encoder.append(bytes, kField, attribute, progress)) throw std::bad_alloc();
    }
    return std::string(bytes.view());
}

}  // namespace telemetryflow::hot
