// SignalTraits: what differs between the three signals on the wire.
#pragma once

#include <set>
#include <string>

#include "store/otlp_values.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

template <typename Request>
struct SignalTraits;

template <>
struct SignalTraits<TraceRequest> {
    using Response = opentelemetry::proto::collector::trace::v1::ExportTraceServiceResponse;
    static constexpr const char* kName = "traces";
    static constexpr const char* kItems = "spans";
    static constexpr const char* kRejectedField = "rejectedSpans";
    static const auto& resources(const TraceRequest& request) { return request.resource_spans(); }
    static std::int64_t rejected(const Response& response) { return response.partial_success().rejected_spans(); }
    static void set_rejected(Response& response, std::int64_t count) {
        response.mutable_partial_success()->set_rejected_spans(count);
    }
};

template <>
struct SignalTraits<LogsRequest> {
    using Response = opentelemetry::proto::collector::logs::v1::ExportLogsServiceResponse;
    static constexpr const char* kName = "logs";
    static constexpr const char* kItems = "log records";
    static constexpr const char* kRejectedField = "rejectedLogRecords";
    static const auto& resources(const LogsRequest& request) { return request.resource_logs(); }
    static std::int64_t rejected(const Response& response) { return response.partial_success().rejected_log_records(); }
    static void set_rejected(Response& response, std::int64_t count) {
        response.mutable_partial_success()->set_rejected_log_records(count);
    }
};

template <>
struct SignalTraits<MetricsRequest> {
    using Response = opentelemetry::proto::collector::metrics::v1::ExportMetricsServiceResponse;
    static constexpr const char* kName = "metrics";
    static constexpr const char* kItems = "metric points";
    static constexpr const char* kRejectedField = "rejectedDataPoints";
    static const auto& resources(const MetricsRequest& request) { return request.resource_metrics(); }
    static std::int64_t rejected(const Response& response) { return response.partial_success().rejected_data_points(); }
    static void set_rejected(Response& response, std::int64_t count) {
        response.mutable_partial_success()->set_rejected_data_points(count);
    }
};

template <typename Request>
std::set<std::string> services_in(const Request& request) {
    std::set<std::string> services;
    for (const auto& resource : SignalTraits<Request>::resources(request)) {
        services.insert(service_name(resource.resource()));
    }
    return services;
}

}  // namespace telemetryflow::local
