#include "hot/span_view.hpp"

#include <cstring>

#include "hot/field_reader.hpp"
#include "hot/recorded_values.hpp"
#include "hot/span_encoder.hpp"
#include "hot/span_recorder.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of Event and Link (trace.proto).
constexpr std::uint32_t kEventTime = 1;
constexpr std::uint32_t kEventName = 2;
constexpr std::uint32_t kEventAttributes = 3;
constexpr std::uint32_t kEventDroppedAttributes = 4;
constexpr std::uint32_t kLinkTraceId = 1;
constexpr std::uint32_t kLinkSpanId = 2;
constexpr std::uint32_t kLinkTraceState = 3;
constexpr std::uint32_t kLinkAttributes = 4;
constexpr std::uint32_t kLinkDroppedAttributes = 5;
constexpr std::uint32_t kLinkFlags = 6;

using Field = FieldReader::Field;

template <class Id>
void read_id(Id& id, std::string_view bytes) noexcept {
    if (bytes.size() == sizeof(id.bytes)) std::memcpy(id.bytes.data(), bytes.data(), sizeof(id.bytes));
}

// A field of the span's head, in front of its attributes.
Field head_field(const SpanState& state, std::uint32_t number) noexcept {
    for (FieldReader fields(state.head.view().substr(0, state.attributes_at)); fields.has_more();) {
        if (const Field field = fields.next(); field.number == number) return field;
    }
    return {};
}

RecordedEvent event_of(std::string_view bytes) {
    RecordedEvent event;
    for (FieldReader fields(bytes); fields.has_more();) {
        const Field field = fields.next();
        switch (field.number) {
            case kEventTime: event.time_unix_nano = field.value; break;
            case kEventName: event.name = field.bytes; break;
            case kEventAttributes: event.attributes.push_back(recorded_attribute(field.bytes)); break;
            case kEventDroppedAttributes: event.dropped_attributes = static_cast<std::uint32_t>(field.value); break;
            default: break;
        }
    }
    return event;
}

RecordedLink link_of(std::string_view bytes) {
    RecordedLink link;
    for (FieldReader fields(bytes); fields.has_more();) {
        const Field field = fields.next();
        switch (field.number) {
            case kLinkTraceId: read_id(link.context.trace_id, field.bytes); break;
            case kLinkSpanId: read_id(link.context.span_id, field.bytes); break;
            case kLinkTraceState: link.context.trace_state = TraceState::from_header(field.bytes); break;
            case kLinkAttributes: link.attributes.push_back(recorded_attribute(field.bytes)); break;
            case kLinkDroppedAttributes: link.dropped_attributes = static_cast<std::uint32_t>(field.value); break;
            case kLinkFlags:
                link.context.trace_flags = static_cast<std::uint8_t>(field.value);
                link.context.is_remote = (field.value & span_field::kIsRemote) != 0;
                break;
            default: break;
        }
    }
    return link;
}

}  // namespace

std::string_view SpanView::name() const {
    return head_field(state_, span_field::kName).bytes;
}

SpanKind SpanView::kind() const {
    return static_cast<SpanKind>(head_field(state_, span_field::kKind).value);
}

SpanId SpanView::parent_span_id() const {
    SpanId id;
    if (state_.has_parent) read_id(id, head_field(state_, span_field::kParentSpanId).bytes);
    return id;
}

InstrumentationScope SpanView::scope() const {
    const Scope& scope = engine_.scopes.at(state_.scope);
    return {.name = scope.name, .version = scope.version, .schema_url = scope.schema_url};
}

std::string_view SpanView::status_description() const {
    if (state_.status != SpanStatus::Error || state_.status_message.empty()) return {};
    return FieldReader(state_.status_message.view()).next().bytes;
}

std::vector<RecordedAttribute> SpanView::attributes() const {
    std::vector<RecordedAttribute> all;
    for (FieldReader fields(state_.head.view().substr(state_.attributes_at)); fields.has_more();)
        all.push_back(recorded_attribute(fields.next().bytes));
    return all;
}

std::vector<RecordedEvent> SpanView::events() const {
    std::vector<RecordedEvent> all;
    for (FieldReader fields(state_.events.view()); fields.has_more();)
        all.push_back(event_of(fields.next().bytes));
    return all;
}

std::vector<RecordedLink> SpanView::links() const {
    std::vector<RecordedLink> all;
    for (FieldReader fields(state_.links.view()); fields.has_more();)
        all.push_back(link_of(fields.next().bytes));
    return all;
}

void SpanView::set_attribute(std::string_view key, const AttributeValue& value) {
    hot::set_attribute(engine_, state_, {key, value});
}

void SpanView::add_event(std::string_view name, Attributes attributes, std::uint64_t time) {
    hot::add_event(engine_, state_, name, attributes, time);
}

void SpanView::add_link(const SpanContext& context, Attributes attributes) {
    hot::add_link(engine_, state_, context, attributes);
}

void SpanView::set_status(SpanStatus status, std::string_view description) {
    hot::set_status(engine_, state_, status, description);
}

void SpanView::update_name(std::string_view name) {
    hot::update_name(engine_, state_, name);
}

}  // namespace telemetryflow::hot
