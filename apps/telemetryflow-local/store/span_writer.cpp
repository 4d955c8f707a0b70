#include "store/encoding.hpp"
#include "store/otlp_values.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

namespace {

using opentelemetry::proto::trace::v1::Span;

nlohmann::json events_of(const Span& span) {
    auto events = nlohmann::json::array();
    for (const auto& event : span.events()) {
        events.push_back({{"name", event.name()},
                          {"time_unix_nano", std::to_string(event.time_unix_nano())},
                          {"attributes", to_json(event.attributes())},
                          {"dropped_attributes_count", event.dropped_attributes_count()}});
    }
    return events;
}

nlohmann::json links_of(const Span& span) {
    auto links = nlohmann::json::array();
    for (const auto& link : span.links()) {
        links.push_back({{"trace_id", to_hex(link.trace_id())},
                         {"span_id", to_hex(link.span_id())},
                         {"trace_state", link.trace_state()},
                         {"flags", link.flags()},
                         {"attributes", to_json(link.attributes())},
                         {"dropped_attributes_count", link.dropped_attributes_count()}});
    }
    return links;
}

void insert(Statement& statement, const Span& span, std::int64_t resource, std::int64_t scope) {
    statement.bind(resource)
        .bind(scope)
        .bind(to_hex(span.trace_id()))
        .bind(to_hex(span.span_id()))
        .bind(to_hex(span.parent_span_id()))
        .bind(span.trace_state())
        .bind(std::int64_t{span.flags()})
        .bind(span.name())
        .bind(std::int64_t{span.kind()})
        .bind(static_cast<std::int64_t>(span.start_time_unix_nano()))
        .bind(static_cast<std::int64_t>(span.end_time_unix_nano()))
        .bind(std::int64_t{span.status().code()})
        .bind(span.status().message())
        .bind(dump(to_json(span.attributes())))
        .bind(dump(events_of(span)))
        .bind(dump(links_of(span)))
        .bind(std::int64_t{span.dropped_attributes_count()})
        .bind(std::int64_t{span.dropped_events_count()})
        .bind(std::int64_t{span.dropped_links_count()})
        .run();
}

}  // namespace

std::int64_t write(Database& database, Dictionary& dictionary, const TraceRequest& request) {
    auto statement = database.prepare(
        "INSERT INTO spans (resource_id, scope_id, trace_id, span_id, parent_span_id, trace_state, flags, name, kind, "
        "start_ns, end_ns, status_code, status_message, attributes, events, links, dropped_attributes, "
        "dropped_events, dropped_links) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t written = 0;
    for (const auto& resource_spans : request.resource_spans()) {
        const auto resource = dictionary.id_of(resource_spans.resource());
        for (const auto& scope_spans : resource_spans.scope_spans()) {
            const auto scope = dictionary.id_of(scope_spans.scope(), scope_spans.schema_url());
            for (const auto& span : scope_spans.spans()) {
                insert(statement, span, resource, scope);
                ++written;
            }
        }
    }
    return written;
}

}  // namespace telemetryflow::local
