// One batch into the tables. Called by Store inside its transaction, by one thread at a time.
#pragma once

#include <opentelemetry/proto/collector/logs/v1/logs_service.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.pb.h>

#include "store/database.hpp"

namespace telemetryflow::local {

using TraceRequest = opentelemetry::proto::collector::trace::v1::ExportTraceServiceRequest;
using LogsRequest = opentelemetry::proto::collector::logs::v1::ExportLogsServiceRequest;
using MetricsRequest = opentelemetry::proto::collector::metrics::v1::ExportMetricsServiceRequest;

// The ids of a resource and a scope, which are stored once however many records have them.
class Dictionary {
public:
    // `now` is the Unix time in nanoseconds that the resource is said to have been seen last.
    Dictionary(Database& database, std::int64_t now);

    std::int64_t id_of(const opentelemetry::proto::resource::v1::Resource& resource);
    std::int64_t id_of(const opentelemetry::proto::common::v1::InstrumentationScope& scope,
                       const std::string& schema_url);

private:
    Statement resources_;
    Statement scopes_;
    std::int64_t now_;
};

// Each returns the number of records written.
std::int64_t write(Database& database, Dictionary& dictionary, const TraceRequest& request);
std::int64_t write(Database& database, Dictionary& dictionary, const LogsRequest& request);
std::int64_t write(Database& database, Dictionary& dictionary, const MetricsRequest& request);

}  // namespace telemetryflow::local
