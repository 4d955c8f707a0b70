#pragma once

// The aggregate root: everything that decides how one client behaves, with the specification's defaults. A plain value:
// change it freely, then validate() tells every fault at once; a client refuses a config that has any. The with_*
// methods return a changed copy, so a config that a client was built from never changes under it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/credentials.hpp"
#include "telemetryflow/domain/durability.hpp"
#include "telemetryflow/domain/endpoint.hpp"
#include "telemetryflow/domain/exemplar_filter.hpp"
#include "telemetryflow/domain/grpc_keepalive_config.hpp"
#include "telemetryflow/domain/histogram_aggregation.hpp"
#include "telemetryflow/domain/overflow_policy.hpp"
#include "telemetryflow/domain/propagator.hpp"
#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/domain/resource_detector.hpp"
#include "telemetryflow/domain/sampler_config.hpp"
#include "telemetryflow/domain/scope_rule.hpp"
#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/domain/temporality.hpp"
#include "telemetryflow/domain/view.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct TELEMETRYFLOW_EXPORT TelemetryConfig {
    using Headers = std::vector<std::pair<std::string, std::string>>;
    using Duration = std::chrono::milliseconds;

    static constexpr std::uint32_t kDefaultBatchSize = 512;

    // Who and where to.
    std::optional<Credentials> credentials;  // required by the telemetryflow profile while a signal is enabled
    std::string endpoint;                    // see Endpoint::parse; required
    std::string query_endpoint;              // HTTP address that data queries ask; empty: the endpoint's
    Protocol protocol = Protocol::Grpc;
    BackendProfile backend_profile = BackendProfile::TelemetryFlow;
    bool insecure = false;                     // plaintext instead of TLS when the endpoint has no scheme
    bool allow_plaintext_credentials = false;  // a key may travel in plaintext to a host that is not loopback
    Duration timeout{30'000};                  // one export attempt; > 0
    Headers headers;                           // sent with every request; none of ours, each name once

    // TLS.
    std::string tls_ca_file;           // PEM bundle instead of the system's roots
    std::string tls_client_cert_file;  // PEM; needs tls_client_key_file
    std::string tls_client_key_file;   // PEM; needs tls_client_cert_file
    std::string tls_server_name;       // name to verify instead of the endpoint's host

    // Delivery.
    std::optional<bool> compression;  // gzip; unset: on, but off for HTTP in the telemetryflow profile
    bool retry_enabled = true;
    std::uint32_t max_retries = 3;       // attempts after the first
    Duration retry_backoff{5'000};       // first wait, doubled on every further attempt, with full jitter; > 0
    Duration retry_max_backoff{30'000};  // the longest wait; >= retry_backoff
    Duration batch_timeout{10'000};      // longest wait of a record before it is sent; also the metric interval; > 0
    // Items that are sent before batch_timeout; >= 1. Any value but the default is also the most that one request
    // holds.
    std::uint32_t batch_max_size = kDefaultBatchSize;
    std::size_t batch_max_bytes = 1U << 20U;  // encoded bytes in one request; 64 KiB to 4 MiB - 64 KiB
    std::uint32_t rate_limit = 1000;          // export requests per second; 0 = unlimited
    std::size_t buffer_bytes = 8U << 20U;     // staging buffer for spans and logs; 1 MiB to 1 GiB
    OverflowPolicy overflow_policy = OverflowPolicy::DropNewest;
    Duration overflow_timeout{100};               // how long OverflowPolicy::Block waits for room; >= 0
    Durability durability = Durability::Process;  // as far as there is a state directory
    std::string state_directory;                  // absolute; empty: telemetryflow in XDG_STATE_HOME, where that is set
    Duration commit_interval{100};                // Durability::Disk: no record waits longer for the disk; 1 ms to 60 s
    std::size_t commit_bytes = 256U << 10U;       // nor do more bytes than these wait; 4 KiB or more
    bool commit_on_fatal = false;                 // a FATAL log returns when the disk has it and what came before
    bool unfinished_spans = false;                // what a kill leaves open is sent by the next process, as unfinished
    std::size_t spool_max_bytes = 256U << 20U;    // on disk beside the buffer; 0: nothing is spooled; else >= 1 MiB
    Duration spool_max_age{24 * 3'600'000};       // older telemetry in the spool is dropped and counted; > 0
    std::size_t spool_min_free_bytes = 64U << 20U;  // left free on the filesystem by the spool
    GrpcKeepaliveConfig grpc_keepalive;
    std::size_t grpc_max_recv_msg_size = 4U << 20U;    // bytes; the largest response read; >= 1 KiB
    std::size_t grpc_max_send_msg_size = 4U << 20U;    // bytes; batch_max_bytes must fit
    std::size_t grpc_read_buffer_size = 512U << 10U;   // bytes received at once; 16 KiB to 512 KiB
    std::size_t grpc_write_buffer_size = 512U << 10U;  // bytes sent at once; 16 KiB to 2 MiB

    bool self_telemetry = false;  // exports the SDK's own counters as otel.sdk.* metrics

    // Signals.
    bool enable_metrics = true;
    bool enable_logs = true;
    bool enable_traces = true;
    SamplerConfig sampler;
    Temporality temporality = Temporality::Cumulative;
    HistogramAggregation histogram_aggregation = HistogramAggregation::ExplicitBucket;
    ExemplarFilter exemplar_filter = ExemplarFilter::TraceBased;
    std::vector<View> views;  // those that select an instrument give a stream each; none does: the default one
    std::vector<ScopeRule> scope_rules;      // of those that match a scope, the last one
    std::uint32_t cardinality_limit = 2000;  // series per instrument; >= 1
    std::vector<double>
        histogram_boundaries;  // of histograms without their own, finite and increasing; empty: the SDK's
    std::uint32_t attribute_count_limit = 128;                 // per span, log record, event and link; 0 keeps none
    std::uint32_t attribute_value_length_limit = 4096;         // bytes of a string value, cut at a character; >= 1
    std::uint32_t event_count_limit = 128;                     // per span; 0 keeps none
    std::uint32_t link_count_limit = 128;                      // per span; 0 keeps none
    std::optional<std::uint32_t> event_attribute_count_limit;  // per event; unset: attribute_count_limit
    std::optional<std::uint32_t> link_attribute_count_limit;   // per link; unset: attribute_count_limit
    std::uint32_t name_length_limit = 1024;                    // bytes of a span, event or instrument name; >= 1
    std::uint32_t body_length_limit = 64U << 10U;              // bytes of a log body; >= 1

    // Propagation.
    std::vector<Propagator> propagators{Propagator::TraceContext, Propagator::Baggage};  // empty: none

    // Identity.
    std::string service_name;  // required while a signal is enabled
    std::string service_version = "1.0.0";
    std::string service_namespace = "telemetryflow";
    std::string environment = "production";
    std::map<std::string, std::string> custom_attributes;  // resource attributes; they win over every other source
    std::string collector_id;
    std::string collector_name;
    std::string collector_description;                  // resource attribute telemetryflow.collector.description
    std::string collector_hostname;                     // empty: this host's name
    std::map<std::string, std::string> collector_tags;  // resource attributes telemetryflow.collector.tag.<key>
    bool enrich_resources = true;                       // use the resource detectors
    std::vector<ResourceDetector> resource_detectors{ResourceDetector::Host, ResourceDetector::Os,
                                                     ResourceDetector::Process, ResourceDetector::Container,
                                                     ResourceDetector::Kubernetes};
    std::string datacenter = "default";

    // Paths.
    bool use_v2_api = true;       // /v2/<signal>; the otlp profile always uses OTLP's /v1/<signal>
    bool v2_only = false;         // refuse a configuration that would use a /v1 path
    std::string traces_endpoint;  // HTTP path instead of /v2/traces or /v1/traces
    std::string metrics_endpoint;
    std::string logs_endpoint;

    /// Returns every fault, in the order of the fields; empty when the config can work.
    [[nodiscard]] std::vector<std::string> validate() const;
    /// Returns a config with the specification's defaults, or throws ConfigError with all faults.
    [[nodiscard]] static TelemetryConfig create(Credentials credentials, std::string endpoint,
                                                std::string service_name);

    [[nodiscard]] TelemetryConfig with_protocol(Protocol value) const;
    [[nodiscard]] TelemetryConfig with_grpc() const;
    [[nodiscard]] TelemetryConfig with_http() const;
    [[nodiscard]] TelemetryConfig with_insecure(bool value = true) const;
    [[nodiscard]] TelemetryConfig with_timeout(Duration value) const;
    [[nodiscard]] TelemetryConfig with_retry(bool enabled, std::uint32_t max_retries = 3,
                                             Duration backoff = Duration(5'000)) const;
    [[nodiscard]] TelemetryConfig with_compression(bool value = true) const;
    [[nodiscard]] TelemetryConfig with_signals(bool metrics, bool logs, bool traces) const;
    [[nodiscard]] TelemetryConfig with_metrics_only() const;
    [[nodiscard]] TelemetryConfig with_logs_only() const;
    [[nodiscard]] TelemetryConfig with_traces_only() const;
    [[nodiscard]] TelemetryConfig with_service_version(std::string value) const;
    [[nodiscard]] TelemetryConfig with_service_namespace(std::string value) const;
    [[nodiscard]] TelemetryConfig with_environment(std::string value) const;
    [[nodiscard]] TelemetryConfig with_custom_attribute(std::string key, std::string value) const;
    [[nodiscard]] TelemetryConfig with_custom_attributes(const std::map<std::string, std::string>& values) const;
    [[nodiscard]] TelemetryConfig with_batch_settings(Duration longest_wait, std::uint32_t max_size) const;
    [[nodiscard]] TelemetryConfig with_rate_limit(std::uint32_t requests_per_second) const;
    [[nodiscard]] TelemetryConfig with_grpc_keepalive(GrpcKeepaliveConfig value) const;
    [[nodiscard]] TelemetryConfig with_grpc_message_sizes(std::size_t max_recv_bytes, std::size_t max_send_bytes) const;
    [[nodiscard]] TelemetryConfig with_grpc_buffer_sizes(std::size_t read_bytes, std::size_t write_bytes) const;
    [[nodiscard]] TelemetryConfig with_v2_api(bool value = true) const;
    [[nodiscard]] TelemetryConfig with_v2_only() const;
    [[nodiscard]] TelemetryConfig with_traces_endpoint(std::string path) const;
    [[nodiscard]] TelemetryConfig with_metrics_endpoint(std::string path) const;
    [[nodiscard]] TelemetryConfig with_logs_endpoint(std::string path) const;
    [[nodiscard]] TelemetryConfig with_collector_id(std::string value) const;
    [[nodiscard]] TelemetryConfig with_collector_name(std::string value) const;
    [[nodiscard]] TelemetryConfig with_collector_description(std::string value) const;
    [[nodiscard]] TelemetryConfig with_collector_hostname(std::string value) const;
    [[nodiscard]] TelemetryConfig with_collector_tag(std::string key, std::string value) const;
    [[nodiscard]] TelemetryConfig with_collector_tags(const std::map<std::string, std::string>& values) const;
    [[nodiscard]] TelemetryConfig with_enrich_resources(bool value = true) const;
    [[nodiscard]] TelemetryConfig with_datacenter(std::string value) const;

    /// Returns scheme://host:port, whatever form the endpoint was given in; empty while the endpoint is invalid.
    [[nodiscard]] std::string get_endpoint_url() const;
    /// Returns whether requests travel over TLS; true while the endpoint is invalid.
    [[nodiscard]] bool uses_tls() const;
    /// Returns the OTLP/HTTP path of `signal`: the custom one as it is, or the endpoint's path followed by
    /// /v2/<signal> or /v1/<signal>.
    [[nodiscard]] std::string get_signal_path(SignalType signal) const;
    /// Returns the enabled signals in the order metrics, logs, traces.
    [[nodiscard]] std::vector<SignalType> get_enabled_signals() const;
    [[nodiscard]] bool is_signal_enabled(SignalType signal) const noexcept;
    /// Returns every header that identifies this client, each once and none empty: authorization and the
    /// X-TelemetryFlow-* family, in lower case for gRPC as HTTP/2 demands.
    [[nodiscard]] Headers get_auth_headers() const;
    /// Returns the resource attributes that the config itself gives, custom ones winning.
    [[nodiscard]] std::map<std::string, std::string> get_resource_attributes() const;
    /// Returns whether request bodies are gzipped, with the profile's exception applied.
    [[nodiscard]] bool compression_enabled() const noexcept;
    /// Returns whether requests use TelemetryFlow's v2 paths and version header.
    [[nodiscard]] bool uses_v2_api() const noexcept;

    friend bool operator==(const TelemetryConfig&, const TelemetryConfig&) = default;
};

/// Prints the config with the secret and header values redacted.
TELEMETRYFLOW_EXPORT std::ostream& operator<<(std::ostream& out, const TelemetryConfig& config);

}  // namespace telemetryflow
