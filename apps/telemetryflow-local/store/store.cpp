#include "store/store.hpp"

#include <chrono>

#include "store/queries.hpp"
#include "store/schema.hpp"

namespace telemetryflow::local {

namespace {

// Resources and scopes outlive their records by at most this many batches.
constexpr std::int64_t kBatchesBetweenCleanings = 1000;

std::int64_t unix_nanoseconds() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Rows are only ever removed at the old end, so ids have no holes.
std::int64_t rows_of(Database& database, const std::string& table) {
    auto statement = database.prepare("SELECT COALESCE(MAX(id) - MIN(id) + 1, 0) FROM " + table);
    statement.step();
    return statement.integer(0);
}

}  // namespace

Store::Store(StoreOptions options) : options_(std::move(options)), database_(options_.path) {
    create_schema(database_);
}

template <typename Request>
std::int64_t Store::write_batch(const Request& request, const char* table, std::int64_t& removed) {
    const std::lock_guard lock(mutex_);
    Transaction transaction(database_);
    Dictionary dictionary(database_, unix_nanoseconds());
    const auto written = local::write(database_, dictionary, request);
    const std::string name = table;
    auto trim = database_.prepare("DELETE FROM " + name + " WHERE id <= (SELECT MAX(id) FROM " + name + ") - ?");
    trim.bind(options_.max_records).run();
    const auto trimmed = database_.changed_rows();
    if (++batches_since_cleaning_ >= kBatchesBetweenCleanings) forget_unused_resources();
    transaction.commit();
    removed += trimmed;
    return written;
}

std::int64_t Store::write(const TraceRequest& request) {
    return write_batch(request, "spans", removed_.spans);
}
std::int64_t Store::write(const LogsRequest& request) {
    return write_batch(request, "logs", removed_.logs);
}
std::int64_t Store::write(const MetricsRequest& request) {
    return write_batch(request, "metric_points", removed_.metric_points);
}

void Store::forget_unused_resources() {
    batches_since_cleaning_ = 0;
    for (const std::string kind : {"resource", "scope"}) {
        const std::string unused = "NOT EXISTS (SELECT 1 FROM ";
        const std::string by_id = " WHERE " + kind + "_id = " + kind + "s.id)";
        database_.execute(("DELETE FROM " + kind + "s WHERE " + unused + "spans" + by_id + " AND " + unused + "logs" +
                           by_id + " AND " + unused + "metric_points" + by_id)
                              .c_str());
    }
}

nlohmann::json Store::services() {
    const std::lock_guard lock(mutex_);
    return query_services(database_);
}

nlohmann::json Store::traces(const SpanFilter& filter) {
    const std::lock_guard lock(mutex_);
    return query_traces(database_, filter);
}

nlohmann::json Store::trace(const std::string& trace_id) {
    const std::lock_guard lock(mutex_);
    return query_trace(database_, trace_id);
}

nlohmann::json Store::spans(const SpanFilter& filter) {
    const std::lock_guard lock(mutex_);
    return query_spans(database_, filter);
}

nlohmann::json Store::logs(const LogFilter& filter) {
    const std::lock_guard lock(mutex_);
    return query_logs(database_, filter);
}

nlohmann::json Store::metrics(const MetricFilter& filter) {
    const std::lock_guard lock(mutex_);
    return query_metrics(database_, filter);
}

nlohmann::json Store::aggregate(const MetricFilter& filter, Aggregate aggregate,
                                const std::optional<std::string>& group_by) {
    const std::lock_guard lock(mutex_);
    return query_aggregate(database_, filter, aggregate, group_by);
}

StoredCounts Store::stored() {
    const std::lock_guard lock(mutex_);
    return {rows_of(database_, "spans"), rows_of(database_, "logs"), rows_of(database_, "metric_points")};
}

StoredCounts Store::removed() {
    const std::lock_guard lock(mutex_);
    return removed_;
}

void Store::interrupt() {
    database_.interrupt();
}

}  // namespace telemetryflow::local
