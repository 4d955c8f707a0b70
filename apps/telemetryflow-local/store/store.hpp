// Store: everything received, in one SQLite database. Owned by Backend, used by every receiver and API thread at once:
// each call locks, so a batch is either wholly visible or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "store/database.hpp"
#include "store/filters.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

struct StoreOptions {
    // Empty: in memory.
    std::string path;
    // Records kept of each kind (spans, log records, metric points); the oldest go first. At least 1.
    std::int64_t max_records = 1'000'000;
};

struct StoredCounts {
    std::int64_t spans = 0;
    std::int64_t logs = 0;
    std::int64_t metric_points = 0;
};

class Store {
public:
    // Throws DatabaseError when the file cannot be opened or is not ours.
    explicit Store(StoreOptions options);

    // One batch, one transaction. Returns the number of records written. Throws DatabaseError, and then nothing of the
    // batch is kept.
    std::int64_t write(const TraceRequest& request);
    std::int64_t write(const LogsRequest& request);
    std::int64_t write(const MetricsRequest& request);

    nlohmann::json services();
    nlohmann::json traces(const SpanFilter& filter);
    nlohmann::json trace(const std::string& trace_id);
    nlohmann::json spans(const SpanFilter& filter);
    nlohmann::json logs(const LogFilter& filter);
    nlohmann::json metrics(const MetricFilter& filter);
    nlohmann::json aggregate(const MetricFilter& filter, Aggregate aggregate,
                             const std::optional<std::string>& group_by);

    // What queries can see now, and what max_records has removed since this object was made.
    StoredCounts stored();
    StoredCounts removed();

    // Makes a running query fail, so that a shutdown does not wait for it.
    void interrupt();

private:
    template <typename Request>
    std::int64_t write_batch(const Request& request, const char* table, std::int64_t& removed);
    void forget_unused_resources();

    StoreOptions options_;
    std::mutex mutex_;
    Database database_;
    StoredCounts removed_;
    std::int64_t batches_since_cleaning_ = 0;
};

}  // namespace telemetryflow::local
