#include <array>

#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/opentelemetry_setters.hpp"
#include "infrastructure/config/setters.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::array<EnvironmentVariable, 30> kVariables{{
    {"OTEL_SERVICE_NAME", "text", "", ConfigOption::ServiceName, "with_service()", "Name of the service",
     set_string<&TelemetryConfig::service_name>},
    {"OTEL_RESOURCE_ATTRIBUTES", "key=value pairs separated by commas, percent-encoded", "",
     ConfigOption::OtelResourceAttributes, "with_custom_attribute()",
     "Resource attributes; service.name, service.version, service.namespace and the deployment "
     "environment set those options",
     set_from_resource_attributes, true},
    {"OTEL_EXPORTER_OTLP_ENDPOINT", "http(s)://host[:port][/path]", "", ConfigOption::Endpoint, "with_endpoint()",
     "Where the backend listens", set_string<&TelemetryConfig::endpoint>},
    {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
     "nothing, one endpoint serves all signals; TELEMETRYFLOW_TRACES_ENDPOINT changes the path", "",
     ConfigOption::Endpoint, "", "Not offered: reported when it is set", refuse_as_unsupported, true},
    {"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
     "nothing, one endpoint serves all signals; TELEMETRYFLOW_METRICS_ENDPOINT changes the path", "",
     ConfigOption::Endpoint, "", "Not offered: reported when it is set", refuse_as_unsupported, true},
    {"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
     "nothing, one endpoint serves all signals; TELEMETRYFLOW_LOGS_ENDPOINT changes the path", "",
     ConfigOption::Endpoint, "", "Not offered: reported when it is set", refuse_as_unsupported, true},
    {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc or http/protobuf", "", ConfigOption::Protocol, "with_protocol()",
     "OTLP transport", set_otlp_protocol},
    {"OTEL_EXPORTER_OTLP_INSECURE", "true, 1, yes, on, false, 0, no or off", "", ConfigOption::Insecure,
     "with_insecure()", "Plaintext instead of TLS when the endpoint has no scheme",
     set_bool<&TelemetryConfig::insecure>},
    {"OTEL_EXPORTER_OTLP_HEADERS", "key=value pairs separated by commas, percent-encoded", "", ConfigOption::Headers,
     "with_header()", "Additional headers of every request", add_otel_headers, true},
    {"OTEL_EXPORTER_OTLP_TIMEOUT", "milliseconds from 1", "", ConfigOption::Timeout, "with_timeout()",
     "Longest time of one export attempt", set_otlp_timeout},
    {"OTEL_EXPORTER_OTLP_COMPRESSION", "gzip or none", "", ConfigOption::Compression, "with_compression()",
     "Compression of requests", set_otlp_compression},
    {"OTEL_EXPORTER_OTLP_CERTIFICATE", "a file name", "", ConfigOption::TlsCaFile, "with_tls_ca()",
     "PEM bundle of trusted roots", set_string<&TelemetryConfig::tls_ca_file>},
    {"OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "a file name", "", ConfigOption::TlsClientCertFile,
     "with_tls_client_certificate()", "PEM certificate of this client",
     set_string<&TelemetryConfig::tls_client_cert_file>},
    {"OTEL_EXPORTER_OTLP_CLIENT_KEY", "a file name", "", ConfigOption::TlsClientKeyFile,
     "with_tls_client_certificate()", "PEM key of the client certificate",
     set_string<&TelemetryConfig::tls_client_key_file>},
    {"OTEL_TRACES_SAMPLER", "always_on, always_off or traceidratio, each also after parentbased_", "",
     ConfigOption::Sampler, "with_sampler()", "Which traces are recorded", set_otel_sampler},
    {"OTEL_TRACES_SAMPLER_ARG", "a number from 0 to 1", "", ConfigOption::SamplerRatio, "with_sampler()",
     "Share of traces of a sampler by ratio", set_otel_sampler_argument},
    {"OTEL_BSP_SCHEDULE_DELAY", "milliseconds from 1", "", ConfigOption::BatchTimeout, "with_batch_settings()",
     "Longest wait of a record before it is sent; here for all signals",
     set_duration<&TelemetryConfig::batch_timeout, kMillisecond, 1>},
    {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "a whole number from 1 to 4294967295", "", ConfigOption::BatchMaxSize,
     "with_batch_settings()", "As TELEMETRYFLOW_BATCH_MAX_SIZE; here for all signals",
     set_count<&TelemetryConfig::batch_max_size, 1>},
    {"OTEL_METRIC_EXPORT_INTERVAL", "nothing, one interval serves all signals; TELEMETRYFLOW_BATCH_TIMEOUT sets it", "",
     ConfigOption::BatchTimeout, "", "Not offered: reported when it is set", refuse_as_unsupported},
    {"OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "a whole number from 0 to 4294967295", "", ConfigOption::AttributeCountLimit,
     "with_limits()", "Attributes; here per span, log record, event and link",
     set_count<&TelemetryConfig::attribute_count_limit, 0>},
    {"OTEL_ATTRIBUTE_COUNT_LIMIT", "a whole number from 0 to 4294967295", "", ConfigOption::AttributeCountLimit,
     "with_limits()", "Attributes per span, log record, event and link",
     set_count<&TelemetryConfig::attribute_count_limit, 0>},
    {"OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "a whole number from 1 to 4294967295", "",
     ConfigOption::AttributeValueLengthLimit, "with_limits()", "Bytes of a string value; here of every signal",
     set_count<&TelemetryConfig::attribute_value_length_limit, 1>},
    {"OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "a whole number from 1 to 4294967295", "",
     ConfigOption::AttributeValueLengthLimit, "with_limits()", "Bytes of a string value",
     set_count<&TelemetryConfig::attribute_value_length_limit, 1>},
    {"OTEL_SPAN_EVENT_COUNT_LIMIT", "a whole number from 0 to 4294967295", "", ConfigOption::EventCountLimit,
     "with_limits()", "Events per span", set_count<&TelemetryConfig::event_count_limit, 0>},
    {"OTEL_SPAN_LINK_COUNT_LIMIT", "a whole number from 0 to 4294967295", "", ConfigOption::LinkCountLimit,
     "with_limits()", "Links per span", set_count<&TelemetryConfig::link_count_limit, 0>},
    {"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "cumulative, delta or lowmemory", "",
     ConfigOption::Temporality, "with_temporality()", "What the value of a metric point covers",
     set_enum<&TelemetryConfig::temporality, temporality_from_string>},
    {"OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
     "explicit_bucket_histogram or base2_exponential_bucket_histogram", "", ConfigOption::HistogramAggregation,
     "with_histogram_aggregation()", "How histograms count that no view tells",
     set_enum<&TelemetryConfig::histogram_aggregation, histogram_aggregation_from_string>},
    {"OTEL_METRICS_EXEMPLAR_FILTER", "trace_based, always_on or always_off", "", ConfigOption::ExemplarFilter,
     "with_exemplar_filter()", "Which measurements may become exemplars",
     set_enum<&TelemetryConfig::exemplar_filter, exemplar_filter_from_string>},
    {"OTEL_PROPAGATORS", "tracecontext, baggage, b3 and b3multi separated by commas, or none", "",
     ConfigOption::Propagators, "with_propagators()", "Formats in which contexts travel between services",
     set_otel_propagators},
    {"OTEL_SDK_DISABLED", "true, 1, yes, on, false, 0, no or off", "", ConfigOption::OtelSdkDisabled, "with_signals()",
     "Turns off every signal that no other setting turned on", set_otel_disabled},
}};

}  // namespace

std::span<const EnvironmentVariable> EnvironmentRegistry::opentelemetry_variables() {
    return kVariables;
}

}  // namespace telemetryflow::config
