#include "store/otlp_values.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

namespace {

std::int64_t run_for_id(Statement& statement) {
    statement.step();
    const auto id = statement.integer(0);
    statement.reset();
    return id;
}

}  // namespace

Dictionary::Dictionary(Database& database, std::int64_t now)
    : resources_(database.prepare("INSERT INTO resources (service, content, last_seen) VALUES (?, ?, ?) "
                                  "ON CONFLICT (content) DO UPDATE SET last_seen = excluded.last_seen RETURNING id")),
      scopes_(database.prepare("INSERT INTO scopes (content) VALUES (?) "
                               "ON CONFLICT (content) DO UPDATE SET content = excluded.content RETURNING id")),
      now_(now) {}

std::int64_t Dictionary::id_of(const opentelemetry::proto::resource::v1::Resource& resource) {
    resources_.bind(service_name(resource)).bind(dump(to_json(resource.attributes()))).bind(now_);
    return run_for_id(resources_);
}

std::int64_t Dictionary::id_of(const opentelemetry::proto::common::v1::InstrumentationScope& scope,
                               const std::string& schema_url) {
    scopes_.bind(dump(to_json(scope, schema_url)));
    return run_for_id(scopes_);
}

}  // namespace telemetryflow::local
