// Requests as a sender would make them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/writers.hpp"

namespace telemetryflow::local::samples {

// 2023-11-14T22:13:20Z
inline constexpr std::uint64_t kStart = 1'700'000'000'000'000'000U;
inline constexpr std::uint64_t kMillisecond = 1'000'000U;

// A byte repeated: trace ids of 16, span ids of 8; and their hexadecimal form.
std::string trace_id(char byte);
std::string span_id(char byte);
std::string trace_hex(char byte);
std::string span_hex(char byte);

opentelemetry::proto::common::v1::KeyValue attribute(const std::string& key, const std::string& value);
// Without it a literal would become a bool.
opentelemetry::proto::common::v1::KeyValue attribute(const std::string& key, const char* value);
opentelemetry::proto::common::v1::KeyValue attribute(const std::string& key, std::int64_t value);
opentelemetry::proto::common::v1::KeyValue attribute(const std::string& key, double value);
opentelemetry::proto::common::v1::KeyValue attribute(const std::string& key, bool value);

// A request for one service with one scope, and what is in the scope.
class Traces {
public:
    explicit Traces(const std::string& service);
    // Times in milliseconds after kStart.
    opentelemetry::proto::trace::v1::Span& span(char trace, char id, char parent, const std::string& name,
                                                std::uint64_t start_ms, std::uint64_t duration_ms);
    TraceRequest request;
};

class Logs {
public:
    explicit Logs(const std::string& service);
    opentelemetry::proto::logs::v1::LogRecord& record(int severity, const std::string& body, std::uint64_t at_ms);
    LogsRequest request;
};

class Metrics {
public:
    explicit Metrics(const std::string& service);
    opentelemetry::proto::metrics::v1::Metric& metric(const std::string& name, const std::string& unit);
    opentelemetry::proto::metrics::v1::NumberDataPoint& gauge(const std::string& name, double value,
                                                              std::uint64_t at_ms);
    opentelemetry::proto::metrics::v1::NumberDataPoint& counter(const std::string& name, std::int64_t value,
                                                                std::uint64_t at_ms, bool cumulative = true);
    opentelemetry::proto::metrics::v1::HistogramDataPoint& histogram(const std::string& name, std::uint64_t at_ms);
    MetricsRequest request;
};

}  // namespace telemetryflow::local::samples
