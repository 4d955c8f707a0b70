#include "pipeline/exemplar_fields.hpp"

#include "hot/wire.hpp"

namespace telemetryflow::pipeline::exemplar_fields {

namespace wire = hot::wire;

namespace {

constexpr std::uint32_t kTime = 2;
constexpr std::uint32_t kAsDouble = 3;
constexpr std::uint32_t kSpanId = 4;
constexpr std::uint32_t kTraceId = 5;
constexpr std::uint32_t kAsInt = 6;

std::size_t size_of(const hot::Exemplar& exemplar) noexcept {
    std::size_t size = 2 * wire::kFixed64Size + exemplar.filtered_attributes.size();
    if (exemplar.span_id.is_valid()) size += wire::bytes_field_size(sizeof(SpanId));
    if (exemplar.trace_id.is_valid()) size += wire::bytes_field_size(sizeof(TraceId));
    return size;
}

}  // namespace

std::size_t size_of_all(const hot::MetricPoint& point) noexcept {
    std::size_t size = 0;
    for (const hot::Exemplar& exemplar : point.exemplars)
        size += wire::bytes_field_size(size_of(exemplar));
    return size;
}

char* put_all(char* at, std::uint32_t field, const hot::MetricPoint& point) noexcept {
    for (const hot::Exemplar& exemplar : point.exemplars) {
        at = wire::put_bytes_header(at, field, size_of(exemplar));
        at = wire::put_fixed64_field(at, kTime, exemplar.time);
        if (exemplar.value.has_doubles) at = wire::put_double_field(at, kAsDouble, exemplar.value.doubles);
        if (exemplar.span_id.is_valid()) at = wire::put_id(at, kSpanId, exemplar.span_id);
        if (exemplar.trace_id.is_valid()) at = wire::put_id(at, kTraceId, exemplar.trace_id);
        if (!exemplar.value.has_doubles)
            at = wire::put_fixed64_field(at, kAsInt, static_cast<std::uint64_t>(exemplar.value.integers));
        at = wire::put_raw(at, exemplar.filtered_attributes.data(), exemplar.filtered_attributes.size());
    }
    return at;
}

}  // namespace telemetryflow::pipeline::exemplar_fields
