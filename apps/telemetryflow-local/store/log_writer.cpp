#include "store/encoding.hpp"
#include "store/otlp_values.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

namespace {

using opentelemetry::proto::logs::v1::LogRecord;

void insert(Statement& statement, const LogRecord& record, std::int64_t resource, std::int64_t scope) {
    const auto time = static_cast<std::int64_t>(record.time_unix_nano());
    const auto observed = static_cast<std::int64_t>(record.observed_time_unix_nano());
    const auto body = to_json(record.body());
    const auto body_json = dump(body);
    statement.bind(resource)
        .bind(scope)
        .bind(time != 0 ? time : observed)
        .bind(time)
        .bind(observed)
        .bind(std::int64_t{record.severity_number()})
        .bind(record.severity_text())
        .bind(body_json)
        .bind(body.is_string() ? record.body().string_value() : body_json)
        .bind(record.event_name())
        .bind(dump(to_json(record.attributes())))
        .bind(to_hex(record.trace_id()))
        .bind(to_hex(record.span_id()))
        .bind(std::int64_t{record.flags()})
        .bind(std::int64_t{record.dropped_attributes_count()})
        .run();
}

}  // namespace

std::int64_t write(Database& database, Dictionary& dictionary, const LogsRequest& request) {
    auto statement = database.prepare(
        "INSERT INTO logs (resource_id, scope_id, at_ns, time_ns, observed_ns, severity_number, severity_text, body, "
        "body_text, event_name, attributes, trace_id, span_id, flags, dropped_attributes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t written = 0;
    for (const auto& resource_logs : request.resource_logs()) {
        const auto resource = dictionary.id_of(resource_logs.resource());
        for (const auto& scope_logs : resource_logs.scope_logs()) {
            const auto scope = dictionary.id_of(scope_logs.scope(), scope_logs.schema_url());
            for (const auto& record : scope_logs.log_records()) {
                insert(statement, record, resource, scope);
                ++written;
            }
        }
    }
    return written;
}

}  // namespace telemetryflow::local
