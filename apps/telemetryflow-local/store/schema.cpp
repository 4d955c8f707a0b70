#include "store/schema.hpp"

namespace telemetryflow::local {

namespace {

constexpr std::int64_t kSchemaVersion = 1;

// Times are Unix nanoseconds. Unsigned 64-bit values are kept by their bit pattern. `value` has no declared type on
// purpose: an integer stays an integer, and NaN, which SQLite would turn into NULL, is kept as a text.
constexpr const char* kTables = R"sql(
CREATE TABLE IF NOT EXISTS resources (
  id INTEGER PRIMARY KEY, service TEXT NOT NULL, content TEXT NOT NULL UNIQUE, last_seen INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS scopes (id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE);

CREATE TABLE IF NOT EXISTS spans (
  id INTEGER PRIMARY KEY, resource_id INTEGER NOT NULL, scope_id INTEGER NOT NULL,
  trace_id TEXT NOT NULL, span_id TEXT NOT NULL, parent_span_id TEXT NOT NULL, trace_state TEXT NOT NULL,
  flags INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL,
  start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL, status_code INTEGER NOT NULL, status_message TEXT NOT NULL,
  attributes TEXT NOT NULL, events TEXT NOT NULL, links TEXT NOT NULL,
  dropped_attributes INTEGER NOT NULL, dropped_events INTEGER NOT NULL, dropped_links INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS spans_trace ON spans (trace_id);
CREATE INDEX IF NOT EXISTS spans_start ON spans (start_ns);
CREATE INDEX IF NOT EXISTS spans_resource ON spans (resource_id);
CREATE INDEX IF NOT EXISTS spans_scope ON spans (scope_id);

CREATE TABLE IF NOT EXISTS logs (
  id INTEGER PRIMARY KEY, resource_id INTEGER NOT NULL, scope_id INTEGER NOT NULL,
  at_ns INTEGER NOT NULL, time_ns INTEGER NOT NULL, observed_ns INTEGER NOT NULL,
  severity_number INTEGER NOT NULL, severity_text TEXT NOT NULL, body TEXT NOT NULL, body_text TEXT NOT NULL,
  event_name TEXT NOT NULL, attributes TEXT NOT NULL, trace_id TEXT NOT NULL, span_id TEXT NOT NULL,
  flags INTEGER NOT NULL, dropped_attributes INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS logs_at ON logs (at_ns);
CREATE INDEX IF NOT EXISTS logs_trace ON logs (trace_id);
CREATE INDEX IF NOT EXISTS logs_resource ON logs (resource_id);
CREATE INDEX IF NOT EXISTS logs_scope ON logs (scope_id);

CREATE TABLE IF NOT EXISTS metric_points (
  id INTEGER PRIMARY KEY, resource_id INTEGER NOT NULL, scope_id INTEGER NOT NULL,
  name TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL, type TEXT NOT NULL,
  temporality TEXT, monotonic INTEGER, attributes TEXT NOT NULL, start_ns INTEGER NOT NULL, time_ns INTEGER NOT NULL,
  value, count INTEGER, sum, min, max, distribution TEXT NOT NULL, exemplars TEXT NOT NULL, flags INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS metric_points_name ON metric_points (name, time_ns);
CREATE INDEX IF NOT EXISTS metric_points_time ON metric_points (time_ns);
CREATE INDEX IF NOT EXISTS metric_points_resource ON metric_points (resource_id);
CREATE INDEX IF NOT EXISTS metric_points_scope ON metric_points (scope_id);
)sql";

}  // namespace

void create_schema(Database& database) {
    database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    auto version_query = database.prepare("PRAGMA user_version");
    version_query.step();
    const auto version = version_query.integer(0);
    version_query.reset();
    if (version == kSchemaVersion) return;

    auto tables_query = database.prepare("SELECT COUNT(*) FROM sqlite_master");
    tables_query.step();
    const auto tables = tables_query.integer(0);
    tables_query.reset();
    if (version != 0 || tables != 0) {
        throw DatabaseError("the file is not a telemetryflow-local database of schema version " +
                            std::to_string(kSchemaVersion));
    }
    Transaction transaction(database);
    database.execute(kTables);
    database.execute(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str());
    transaction.commit();
}

}  // namespace telemetryflow::local
