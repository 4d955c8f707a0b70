#include "infrastructure/config/option_registry.hpp"

#include <array>

#include "domain/key_values.hpp"
#include "infrastructure/config/bindings.hpp"
#include "infrastructure/config/special_bindings.hpp"

namespace telemetryflow::config {
namespace {

using namespace bind;

constexpr std::uint64_t kKiB = 1U << 10U;
constexpr std::uint64_t kMiB = 1U << 20U;

constexpr std::array<std::string_view, 3> kProtocols{"grpc", "http", "http/protobuf"};
constexpr std::array<std::string_view, 2> kProfiles{"telemetryflow", "otlp"};
constexpr std::array<std::string_view, 3> kOverflowPolicies{"drop_newest", "drop_oldest", "block"};
constexpr std::array<std::string_view, 4> kDurabilities{"process", "memory", "disk", "sync"};
constexpr std::array<std::string_view, 3> kTemporalities{"cumulative", "delta", "lowmemory"};
constexpr std::array<std::string_view, 2> kHistogramAggregations{"explicit_bucket_histogram",
                                                                 "base2_exponential_bucket_histogram"};

constexpr std::array<std::string_view, 3> kExemplarFilters{"trace_based", "always_on", "always_off"};

constexpr std::array<OptionRow, 81> kRows{{
    {ConfigOption::ConfigFile, "", "TELEMETRYFLOW_CONFIG_FILE", kConfigFile, "", "with_config_file()",
     "Settings that come after those of all variables; needs the component telemetryflow::config_file"},
    {ConfigOption::ApiKeyId, "credentials.key_id", "TELEMETRYFLOW_API_KEY_ID", kApiKeyId, "", "with_api_key()",
     "Names the API key; required by the telemetryflow profile"},
    {ConfigOption::ApiKeySecret, "credentials.key_secret", "TELEMETRYFLOW_API_KEY_SECRET", kApiKeySecret, "",
     "with_api_key()", "Secret of the API key; required by the telemetryflow profile", true},
    {ConfigOption::Endpoint, "endpoint.address", "TELEMETRYFLOW_ENDPOINT",
     address<&TelemetryConfig::endpoint>("host:port or http(s)://host[:port][/path]"), "api.telemetryflow.id:4317",
     "with_endpoint()", "Where the backend listens; port 4318 is the default for HTTP"},
    {ConfigOption::QueryEndpoint, "endpoint.query_address", "TELEMETRYFLOW_QUERY_ENDPOINT",
     address<&TelemetryConfig::query_endpoint>("http(s)://host[:port][/path]"), "", "with_query_endpoint()",
     "HTTP address that data queries ask, when it is not the endpoint's"},
    {ConfigOption::Protocol, "endpoint.protocol", "TELEMETRYFLOW_PROTOCOL",
     word<&TelemetryConfig::protocol, protocol_from_string>(kProtocols), "grpc", "with_protocol()", "OTLP transport"},
    {ConfigOption::BackendProfile, "endpoint.backend_profile", "TELEMETRYFLOW_BACKEND_PROFILE",
     word<&TelemetryConfig::backend_profile, backend_profile_from_string>(kProfiles), "telemetryflow",
     "with_backend_profile()", "How strictly the backend follows OTLP"},
    {ConfigOption::Insecure, "endpoint.insecure", "TELEMETRYFLOW_INSECURE", boolean<&TelemetryConfig::insecure>(),
     "false", "with_insecure()", "Plaintext instead of TLS when the endpoint has no scheme"},
    {ConfigOption::AllowPlaintextCredentials, "credentials.allow_plaintext",
     "TELEMETRYFLOW_ALLOW_PLAINTEXT_CREDENTIALS", boolean<&TelemetryConfig::allow_plaintext_credentials>(), "false",
     "with_plaintext_credentials_allowed()", "Lets the API key travel in plaintext to another machine"},
    {ConfigOption::Timeout, "endpoint.timeout", "TELEMETRYFLOW_TIMEOUT",
     duration<&TelemetryConfig::timeout, kSecond>(1), "30s", "with_timeout()", "Longest time of one export attempt"},
    {ConfigOption::Headers, "headers", "TELEMETRYFLOW_HEADERS", kHeaders, "", "with_header()",
     "Additional headers of every request", true},
    {ConfigOption::TlsCaFile, "tls.ca_file", "TELEMETRYFLOW_TLS_CA_FILE",
     text<&TelemetryConfig::tls_ca_file>("a file name"), "", "with_tls_ca()",
     "PEM bundle of trusted roots instead of the system's"},
    {ConfigOption::TlsClientCertFile, "tls.client_cert_file", "TELEMETRYFLOW_TLS_CLIENT_CERT_FILE",
     text<&TelemetryConfig::tls_client_cert_file>("a file name"), "", "with_tls_client_certificate()",
     "PEM certificate of this client; needs its key"},
    {ConfigOption::TlsClientKeyFile, "tls.client_key_file", "TELEMETRYFLOW_TLS_CLIENT_KEY_FILE",
     text<&TelemetryConfig::tls_client_key_file>("a file name"), "", "with_tls_client_certificate()",
     "PEM key of the client certificate"},
    {ConfigOption::TlsServerName, "tls.server_name", "TELEMETRYFLOW_TLS_SERVER_NAME",
     text<&TelemetryConfig::tls_server_name>("a host name"), "", "with_tls_server_name()",
     "Name to verify instead of the endpoint's host"},
    {ConfigOption::Compression, "compression.enabled", "TELEMETRYFLOW_COMPRESSION", kCompression, "",
     "with_compression()", "gzip of requests; by default on, but off for HTTP in the telemetryflow profile"},
    {ConfigOption::RetryEnabled, "retry.enabled", "TELEMETRYFLOW_RETRY_ENABLED",
     boolean<&TelemetryConfig::retry_enabled>(), "true", "with_retry()", "Whether failed exports are repeated"},
    {ConfigOption::MaxRetries, "retry.max_attempts", "TELEMETRYFLOW_MAX_RETRIES",
     count<&TelemetryConfig::max_retries>(0), "3", "with_retry()", "Attempts after the first"},
    {ConfigOption::RetryBackoff, "retry.initial_backoff", "TELEMETRYFLOW_RETRY_BACKOFF",
     duration<&TelemetryConfig::retry_backoff, kMillisecond>(1), "5s", "with_retry()",
     "Wait before the second attempt, doubled on each further one"},
    {ConfigOption::RetryMaxBackoff, "retry.max_backoff", "TELEMETRYFLOW_RETRY_MAX_BACKOFF",
     duration<&TelemetryConfig::retry_max_backoff, kMillisecond>(1), "30s", "with_retry_max_backoff()",
     "Longest wait between attempts"},
    {ConfigOption::BatchTimeout, "batch.timeout", "TELEMETRYFLOW_BATCH_TIMEOUT",
     duration<&TelemetryConfig::batch_timeout, kMillisecond>(1), "10s", "with_batch_settings()",
     "Longest wait of a record before it is sent; also the metric interval"},
    {ConfigOption::BatchMaxSize, "batch.max_size", "TELEMETRYFLOW_BATCH_MAX_SIZE",
     count<&TelemetryConfig::batch_max_size>(1), "512", "with_batch_settings()",
     "Items that are sent without waiting longer; another number than the default also limits a request"},
    {ConfigOption::BatchMaxBytes, "batch.max_bytes", "TELEMETRYFLOW_BATCH_MAX_BYTES",
     bytes<&TelemetryConfig::batch_max_bytes>(64 * kKiB, 4 * kMiB - 64 * kKiB), "1MiB", "with_batch_bytes()",
     "Encoded size of one request"},
    {ConfigOption::RateLimit, "rate_limit.requests_per_second", "TELEMETRYFLOW_RATE_LIMIT",
     count<&TelemetryConfig::rate_limit>(0), "1000", "with_rate_limit()", "Export requests per second; 0 is unlimited"},
    {ConfigOption::BufferBytes, "buffer.max_bytes", "TELEMETRYFLOW_BUFFER_BYTES",
     bytes<&TelemetryConfig::buffer_bytes>(kMiB, kKiB* kMiB), "8MiB", "with_buffer_size()",
     "Staging buffer of spans and logs"},
    {ConfigOption::OverflowPolicy, "buffer.overflow_policy", "TELEMETRYFLOW_OVERFLOW_POLICY",
     word<&TelemetryConfig::overflow_policy, overflow_policy_from_string>(kOverflowPolicies), "drop_newest",
     "with_overflow_policy()", "What a recording call does when the buffer is full"},
    {ConfigOption::OverflowTimeout, "buffer.overflow_timeout", "TELEMETRYFLOW_OVERFLOW_TIMEOUT",
     duration<&TelemetryConfig::overflow_timeout, kMillisecond>(0), "100ms", "with_overflow_policy()",
     "Longest wait of the policy block"},
    {ConfigOption::Durability, "buffer.durability", "TELEMETRYFLOW_DURABILITY",
     word<&TelemetryConfig::durability, durability_from_string>(kDurabilities), "process", "with_durability()",
     "What undelivered spans and logs survive: nothing, the end of the process, or also a power failure"},
    {ConfigOption::StateDirectory, "buffer.state_directory", "TELEMETRYFLOW_STATE_DIRECTORY",
     text<&TelemetryConfig::state_directory>("an absolute path"), "", "with_state_directory()",
     "Where they survive; by default telemetryflow in XDG_STATE_HOME, if that is set"},
    {ConfigOption::CommitInterval, "buffer.commit_interval", "TELEMETRYFLOW_COMMIT_INTERVAL",
     duration<&TelemetryConfig::commit_interval, kMillisecond>(1), "100ms", "with_group_commit()",
     "Longest wait of a record for the disk, with the durability disk"},
    {ConfigOption::CommitBytes, "buffer.commit_bytes", "TELEMETRYFLOW_COMMIT_BYTES",
     bytes<&TelemetryConfig::commit_bytes>(4 * kKiB), "256KiB", "with_group_commit()",
     "Most bytes that wait for the disk, with the durability disk"},
    {ConfigOption::CommitOnFatal, "buffer.commit_on_fatal", "TELEMETRYFLOW_COMMIT_ON_FATAL",
     boolean<&TelemetryConfig::commit_on_fatal>(), "false", "with_commit_on_fatal()",
     "Whether a FATAL log returns only when the disk has it"},
    {ConfigOption::UnfinishedSpans, "buffer.unfinished_spans", "TELEMETRYFLOW_UNFINISHED_SPANS",
     boolean<&TelemetryConfig::unfinished_spans>(), "false", "with_unfinished_spans()",
     "Whether spans that a kill left open are sent by the next process, as unfinished"},
    {ConfigOption::SpoolMaxBytes, "spool.max_bytes", "TELEMETRYFLOW_SPOOL_MAX_BYTES",
     bytes<&TelemetryConfig::spool_max_bytes>(0), "256MiB", "with_spool()",
     "Disk for what the backend does not take, beside the buffer; 0 keeps it in the buffer"},
    {ConfigOption::SpoolMaxAge, "spool.max_age", "TELEMETRYFLOW_SPOOL_MAX_AGE",
     duration<&TelemetryConfig::spool_max_age, kMillisecond>(1), "24h", "with_spool()",
     "How long telemetry waits there before it is dropped and counted"},
    {ConfigOption::SpoolMinFreeBytes, "spool.min_free_bytes", "TELEMETRYFLOW_SPOOL_MIN_FREE_BYTES",
     bytes<&TelemetryConfig::spool_min_free_bytes>(0), "64MiB", "with_spool()",
     "What the spool leaves free on its filesystem"},
    {ConfigOption::SelfTelemetry, "self_telemetry", "TELEMETRYFLOW_SELF_TELEMETRY",
     boolean<&TelemetryConfig::self_telemetry>(), "false", "with_self_telemetry()",
     "Whether the SDK's own counters are exported as otel.sdk.* metrics"},
    {ConfigOption::KeepaliveTime, "grpc.keepalive.time", "TELEMETRYFLOW_GRPC_KEEPALIVE_TIME",
     keepalive<&GrpcKeepaliveConfig::time>(), "10s", "with_grpc_keepalive()", "Idle time before the first probe"},
    {ConfigOption::KeepaliveTimeout, "grpc.keepalive.timeout", "TELEMETRYFLOW_GRPC_KEEPALIVE_TIMEOUT",
     keepalive<&GrpcKeepaliveConfig::timeout>(), "5s", "with_grpc_keepalive()", "Wait between unanswered probes"},
    {ConfigOption::KeepalivePermitWithoutStream, "grpc.keepalive.permit_without_stream",
     "TELEMETRYFLOW_GRPC_KEEPALIVE_PERMIT_WITHOUT_STREAM", kKeepalivePermit, "true", "with_grpc_keepalive()",
     "Whether probes are sent while no request runs"},
    {ConfigOption::GrpcMaxRecvMsgSize, "grpc.message_sizes.max_recv", "TELEMETRYFLOW_GRPC_MAX_RECV_MSG_SIZE",
     bytes<&TelemetryConfig::grpc_max_recv_msg_size>(kKiB), "4MiB", "with_grpc_message_sizes()",
     "Largest response that is read"},
    {ConfigOption::GrpcMaxSendMsgSize, "grpc.message_sizes.max_send", "TELEMETRYFLOW_GRPC_MAX_SEND_MSG_SIZE",
     bytes<&TelemetryConfig::grpc_max_send_msg_size>(64 * kKiB), "4MiB", "with_grpc_message_sizes()",
     "Largest request that is sent"},
    {ConfigOption::GrpcReadBufferSize, "grpc.buffer_sizes.read", "TELEMETRYFLOW_GRPC_READ_BUFFER_SIZE",
     capped_bytes<&TelemetryConfig::grpc_read_buffer_size>(16 * kKiB, 512 * kKiB), "512KiB", "with_grpc_buffer_sizes()",
     "Bytes received at once"},
    {ConfigOption::GrpcWriteBufferSize, "grpc.buffer_sizes.write", "TELEMETRYFLOW_GRPC_WRITE_BUFFER_SIZE",
     capped_bytes<&TelemetryConfig::grpc_write_buffer_size>(16 * kKiB, 2 * kMiB), "512KiB", "with_grpc_buffer_sizes()",
     "Bytes sent at once"},
    {ConfigOption::EnableMetrics, "signals.metrics.enabled", "TELEMETRYFLOW_ENABLE_METRICS",
     boolean<&TelemetryConfig::enable_metrics>(), "true", "with_signals()", "Whether metrics are recorded"},
    {ConfigOption::EnableLogs, "signals.logs.enabled", "TELEMETRYFLOW_ENABLE_LOGS",
     boolean<&TelemetryConfig::enable_logs>(), "true", "with_signals()", "Whether logs are recorded"},
    {ConfigOption::EnableTraces, "signals.traces.enabled", "TELEMETRYFLOW_ENABLE_TRACES",
     boolean<&TelemetryConfig::enable_traces>(), "true", "with_signals()", "Whether traces are recorded"},
    {ConfigOption::Sampler, "signals.traces.sampler", "TELEMETRYFLOW_SAMPLER", kSampler, "parentbased_always_on",
     "with_sampler()", "Which traces are recorded"},
    {ConfigOption::SamplerRatio, "signals.traces.sampler_ratio", "TELEMETRYFLOW_SAMPLER_RATIO", kSamplerRatio, "",
     "with_sampler()", "Share of traces of a sampler by ratio; alone it chooses parentbased_traceidratio"},
    {ConfigOption::Temporality, "signals.metrics.temporality", "TELEMETRYFLOW_TEMPORALITY",
     word<&TelemetryConfig::temporality, temporality_from_string>(kTemporalities), "cumulative", "with_temporality()",
     "What the value of a metric point covers"},
    {ConfigOption::CardinalityLimit, "signals.metrics.cardinality_limit", "TELEMETRYFLOW_CARDINALITY_LIMIT",
     count<&TelemetryConfig::cardinality_limit>(1), "2000", "with_cardinality_limit()", "Series per instrument"},
    {ConfigOption::HistogramBoundaries, "signals.metrics.histogram_boundaries", "TELEMETRYFLOW_HISTOGRAM_BOUNDARIES",
     kBoundaries, "", "with_histogram_boundaries()", "Buckets of histograms without their own"},
    {ConfigOption::HistogramAggregation, "signals.metrics.histogram_aggregation", "TELEMETRYFLOW_HISTOGRAM_AGGREGATION",
     word<&TelemetryConfig::histogram_aggregation, histogram_aggregation_from_string>(kHistogramAggregations),
     "explicit_bucket_histogram", "with_histogram_aggregation()", "How histograms count that no view tells"},
    {ConfigOption::ExemplarFilter, "signals.metrics.exemplar_filter", "TELEMETRYFLOW_EXEMPLAR_FILTER",
     word<&TelemetryConfig::exemplar_filter, exemplar_filter_from_string>(kExemplarFilters), "trace_based",
     "with_exemplar_filter()", "Which measurements may become exemplars"},
    {ConfigOption::AttributeCountLimit, "limits.attribute_count", "TELEMETRYFLOW_ATTRIBUTE_COUNT_LIMIT",
     count<&TelemetryConfig::attribute_count_limit>(0), "128", "with_limits()",
     "Attributes per span, log record, event and link"},
    {ConfigOption::AttributeValueLengthLimit, "limits.attribute_value_length",
     "TELEMETRYFLOW_ATTRIBUTE_VALUE_LENGTH_LIMIT", count<&TelemetryConfig::attribute_value_length_limit>(1), "4096",
     "with_limits()", "Bytes of a string value"},
    {ConfigOption::EventCountLimit, "limits.event_count", "TELEMETRYFLOW_EVENT_COUNT_LIMIT",
     count<&TelemetryConfig::event_count_limit>(0), "128", "with_limits()", "Events per span"},
    {ConfigOption::LinkCountLimit, "limits.link_count", "TELEMETRYFLOW_LINK_COUNT_LIMIT",
     count<&TelemetryConfig::link_count_limit>(0), "128", "with_limits()", "Links per span"},
    {ConfigOption::EventAttributeCountLimit, "limits.event_attribute_count",
     "TELEMETRYFLOW_EVENT_ATTRIBUTE_COUNT_LIMIT", optional_count<&TelemetryConfig::event_attribute_count_limit>(0), "",
     "with_limits()", "Attributes per event, where it is not as many as per span"},
    {ConfigOption::LinkAttributeCountLimit, "limits.link_attribute_count", "TELEMETRYFLOW_LINK_ATTRIBUTE_COUNT_LIMIT",
     optional_count<&TelemetryConfig::link_attribute_count_limit>(0), "", "with_limits()",
     "Attributes per link, where it is not as many as per span"},
    {ConfigOption::NameLengthLimit, "limits.name_length", "TELEMETRYFLOW_NAME_LENGTH_LIMIT",
     count<&TelemetryConfig::name_length_limit>(1), "1024", "with_limits()",
     "Bytes of a span, event or instrument name"},
    {ConfigOption::BodyLengthLimit, "limits.body_length", "TELEMETRYFLOW_BODY_LENGTH_LIMIT",
     count<&TelemetryConfig::body_length_limit>(1), "65536", "with_limits()", "Bytes of a log body"},
    {ConfigOption::Propagators, "propagators", "TELEMETRYFLOW_PROPAGATORS", kPropagators, "tracecontext,baggage",
     "with_propagators()", "Formats in which contexts travel between services"},
    {ConfigOption::ServiceName, "service.name", "TELEMETRYFLOW_SERVICE_NAME", text<&TelemetryConfig::service_name>(),
     "", "with_service()", "Name of the service; required"},
    {ConfigOption::ServiceVersion, "service.version", "TELEMETRYFLOW_SERVICE_VERSION",
     text<&TelemetryConfig::service_version>(), "1.0.0", "with_service()", "Version of the service"},
    {ConfigOption::ServiceNamespace, "service.namespace", "TELEMETRYFLOW_SERVICE_NAMESPACE",
     text<&TelemetryConfig::service_namespace>(), "telemetryflow", "with_service_namespace()",
     "Namespace of the service"},
    {ConfigOption::DeploymentEnvironment, "service.environment", "TELEMETRYFLOW_ENVIRONMENT",
     text<&TelemetryConfig::environment>(), "production", "with_environment()", "Deployment environment"},
    {ConfigOption::CustomAttributes, "resource_attributes", "TELEMETRYFLOW_RESOURCE_ATTRIBUTES",
     entries<&TelemetryConfig::custom_attributes>(), "", "with_custom_attribute()",
     "Resource attributes that win over every other source", true},
    {ConfigOption::CollectorId, "collector.id", "TELEMETRYFLOW_COLLECTOR_ID", text<&TelemetryConfig::collector_id>(),
     "", "with_collector_id()", "Identifies the collector in headers"},
    {ConfigOption::CollectorName, "collector.name", "TELEMETRYFLOW_COLLECTOR_NAME",
     text<&TelemetryConfig::collector_name>(), "", "with_collector_name()", "Names the collector in headers"},
    {ConfigOption::CollectorDescription, "collector.description", "TELEMETRYFLOW_COLLECTOR_DESCRIPTION",
     text<&TelemetryConfig::collector_description>(), "", "with_collector_description()",
     "Describes the collector in the resource"},
    {ConfigOption::CollectorHostname, "collector.hostname", "TELEMETRYFLOW_COLLECTOR_HOSTNAME",
     text<&TelemetryConfig::collector_hostname>(), "", "with_collector_hostname()",
     "Host name of the collector; by default this host's"},
    {ConfigOption::CollectorTags, "collector.tags", "TELEMETRYFLOW_COLLECTOR_TAGS",
     entries<&TelemetryConfig::collector_tags>(), "", "with_collector_tag()", "Tags of the collector in the resource",
     true},
    {ConfigOption::EnrichResources, "collector.enrich_resources", "TELEMETRYFLOW_ENRICH_RESOURCES",
     boolean<&TelemetryConfig::enrich_resources>(), "true", "with_enrich_resources()",
     "Whether attributes of the host, the process and what they run in are detected"},
    {ConfigOption::ResourceDetectors, "collector.resource_detectors", "TELEMETRYFLOW_RESOURCE_DETECTORS",
     kResourceDetectors, "host,os,process,container,kubernetes", "with_resource_detectors()",
     "What is detected; needs TELEMETRYFLOW_ENRICH_RESOURCES"},
    {ConfigOption::Datacenter, "collector.datacenter", "TELEMETRYFLOW_DATACENTER", text<&TelemetryConfig::datacenter>(),
     "default", "with_datacenter()", "Data center in headers"},
    {ConfigOption::UseV2Api, "v2_api.enabled", "TELEMETRYFLOW_USE_V2_API", boolean<&TelemetryConfig::use_v2_api>(),
     "true", "with_v2_api()", "/v2 paths instead of /v1 in the telemetryflow profile"},
    {ConfigOption::V2Only, "v2_api.v2_only", "TELEMETRYFLOW_V2_ONLY", boolean<&TelemetryConfig::v2_only>(), "false",
     "with_v2_only()", "Refuses a configuration that would use a /v1 path"},
    {ConfigOption::TracesEndpoint, "v2_api.traces_endpoint", "TELEMETRYFLOW_TRACES_ENDPOINT",
     text<&TelemetryConfig::traces_endpoint>("a path that starts with /"), "", "with_traces_endpoint()",
     "HTTP path of traces instead of /v2/traces or /v1/traces"},
    {ConfigOption::MetricsEndpoint, "v2_api.metrics_endpoint", "TELEMETRYFLOW_METRICS_ENDPOINT",
     text<&TelemetryConfig::metrics_endpoint>("a path that starts with /"), "", "with_metrics_endpoint()",
     "HTTP path of metrics instead of /v2/metrics or /v1/metrics"},
    {ConfigOption::LogsEndpoint, "v2_api.logs_endpoint", "TELEMETRYFLOW_LOGS_ENDPOINT",
     text<&TelemetryConfig::logs_endpoint>("a path that starts with /"), "", "with_logs_endpoint()",
     "HTTP path of logs instead of /v2/logs or /v1/logs"},
}};

ValueOutcome apply_entries(const OptionRow& row, std::string_view value, ConfigDraft& draft) {
    const auto pairs = parse_key_values(value);
    if (!pairs) return ValueOutcome::Bad;
    for (const auto& [key, entry] : *pairs)
        add_entry(row, key, entry, draft);
    return ValueOutcome::Applied;
}

}  // namespace

std::span<const OptionRow> option_rows() {
    return kRows;
}

void add_entry(const OptionRow& row, std::string_view key, std::string_view value, ConfigDraft& draft) {
    if (draft.settled.has_entry(row.option, key)) return;
    if (row.value.add(key, value, draft)) draft.settled.add_entry(row.option, key);
}

ValueOutcome apply_value(const OptionRow& row, std::string_view value, ConfigDraft& draft) {
    if (row.value.form.kind == ValueKind::Entries) return apply_entries(row, value, draft);
    return is_in_range(row.value.form, value) ? row.value.apply(value, draft) : ValueOutcome::Bad;
}

}  // namespace telemetryflow::config
