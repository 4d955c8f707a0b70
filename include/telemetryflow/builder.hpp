#pragma once

// Builds a client step by step. Each setting comes, in this order, from a call, a TELEMETRYFLOW_* variable, an OTEL_*
// variable, a configuration file, or the default, however the calls are ordered; variables are read only where
// *_from_env() or with_auto_configuration() asks for them, and files and variables only when the client is built.
// Nothing is checked before that: build() then names all faults at once. Owned by one thread; movable. Clients that
// were built keep nothing of it.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/log_record_processor.hpp"
#include "telemetryflow/application/ports/sampler.hpp"
#include "telemetryflow/application/ports/span_processor.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"
#include "telemetryflow/domain/effective_config.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/record_limits.hpp"
#include "telemetryflow/signals.hpp"

namespace telemetryflow {

class TelemetryFlowClient;
struct BuildResult;
struct BuilderState;

class TELEMETRYFLOW_EXPORT TelemetryFlowBuilder {
public:
    using Duration = std::chrono::milliseconds;

    static constexpr std::string_view kDefaultEndpoint = "api.telemetryflow.id:4317";
    /// The default when the protocol is HTTP.
    static constexpr std::string_view kDefaultHttpEndpoint = "api.telemetryflow.id:4318";
    static constexpr std::string_view kDefaultServiceVersion = "1.0.0";
    static constexpr std::string_view kDefaultServiceNamespace = "telemetryflow";
    static constexpr std::string_view kDefaultEnvironment = "production";

    TelemetryFlowBuilder();
    TelemetryFlowBuilder(TelemetryFlowBuilder&&) noexcept;
    TelemetryFlowBuilder& operator=(TelemetryFlowBuilder&&) noexcept;
    TelemetryFlowBuilder(const TelemetryFlowBuilder&) = delete;
    TelemetryFlowBuilder& operator=(const TelemetryFlowBuilder&) = delete;
    ~TelemetryFlowBuilder();

    // Who and where to.
    TelemetryFlowBuilder& with_api_key(std::string key_id, std::string key_secret);
    /// Asked for other credentials while the backend refuses those that are sent, so that a rotated key is used without
    /// a restart. Without it, a key that came from the process's variables or from a file is read there again.
    TelemetryFlowBuilder& with_credentials_provider(CredentialsProvider provider);
    TelemetryFlowBuilder& with_endpoint(std::string endpoint);
    /// The HTTP address that data queries ask, for a backend whose OTLP endpoint is another one.
    TelemetryFlowBuilder& with_query_endpoint(std::string url);
    TelemetryFlowBuilder& with_protocol(Protocol protocol);
    TelemetryFlowBuilder& with_grpc();
    TelemetryFlowBuilder& with_http();
    TelemetryFlowBuilder& with_backend_profile(BackendProfile profile);
    /// Plaintext instead of TLS when the endpoint has no scheme.
    TelemetryFlowBuilder& with_insecure(bool insecure = true);
    /// Lets the API key travel in plaintext to a host that is not this machine.
    TelemetryFlowBuilder& with_plaintext_credentials_allowed(bool allowed = true);
    /// Longest time of one export attempt; > 0.
    TelemetryFlowBuilder& with_timeout(Duration timeout);
    /// A header of every request; replaces an earlier one of the same name. The SDK's own headers are refused, but for
    /// User-Agent, which names your product before the SDK.
    TelemetryFlowBuilder& with_header(std::string name, std::string value);

    // TLS. Files are PEM and are read when the client connects.
    TelemetryFlowBuilder& with_tls_ca(std::string file);
    TelemetryFlowBuilder& with_tls_client_certificate(std::string cert_file, std::string key_file);
    TelemetryFlowBuilder& with_tls_server_name(std::string name);

    // Delivery. Numbers outside the range of TelemetryConfig's fields are faults.
    TelemetryFlowBuilder& with_compression(bool enabled = true);
    TelemetryFlowBuilder& with_retry(bool enabled = true, std::optional<std::int64_t> max_retries = std::nullopt,
                                     std::optional<Duration> backoff = std::nullopt);
    TelemetryFlowBuilder& with_retry_max_backoff(Duration longest);
    /// Longest wait of a record, and how many are sent sooner; a number other than 512 also limits a request.
    TelemetryFlowBuilder& with_batch_settings(std::optional<Duration> timeout,
                                              std::optional<std::int64_t> max_size = std::nullopt);
    TelemetryFlowBuilder& with_batch_bytes(std::int64_t bytes);
    /// Export requests per second; 0 is unlimited.
    TelemetryFlowBuilder& with_rate_limit(std::int64_t requests_per_second);
    TelemetryFlowBuilder& with_buffer_size(std::int64_t bytes);
    TelemetryFlowBuilder& with_overflow_policy(OverflowPolicy policy, std::optional<Duration> timeout = std::nullopt);
    /// What of undelivered spans and logs survives the end of the process.
    TelemetryFlowBuilder& with_durability(Durability durability);
    /// Where it survives: an absolute path of a folder on a local disk, which is made for this user alone. By default
    /// telemetryflow in XDG_STATE_HOME, where that is set.
    TelemetryFlowBuilder& with_state_directory(std::string_view path);
    /// With Durability::Disk: no record waits longer for the disk than `interval`, and no more than `bytes` wait.
    TelemetryFlowBuilder& with_group_commit(Duration interval, std::optional<std::int64_t> bytes = std::nullopt);
    /// A log of the severity FATAL returns when the disk has it, whatever the durability; needs a state directory.
    TelemetryFlowBuilder& with_commit_on_fatal(bool enabled = true);
    /// Spans that a kill leaves without an end are sent by the next process, with what they had when they began and
    /// telemetryflow.unfinished = true; needs a state directory. Costs some 30 ns for each span.
    TelemetryFlowBuilder& with_unfinished_spans(bool enabled = true);
    /// How much of the disk what the backend does not take may fill beside the buffer, and for how long; 0 bytes: it
    /// waits in the buffer. `min_free_bytes` are left free on the filesystem.
    TelemetryFlowBuilder& with_spool(std::int64_t max_bytes, std::optional<Duration> max_age = std::nullopt,
                                     std::optional<std::int64_t> min_free_bytes = std::nullopt);
    TelemetryFlowBuilder& with_grpc_keepalive(GrpcKeepaliveConfig keepalive);
    TelemetryFlowBuilder& with_grpc_message_sizes(std::int64_t max_recv_bytes, std::int64_t max_send_bytes);
    TelemetryFlowBuilder& with_grpc_buffer_sizes(std::int64_t read_bytes, std::int64_t write_bytes);

    // Signals.
    /// Exports the SDK's own counters too, as the metrics otel.sdk.* of OpenTelemetry's semantic conventions.
    TelemetryFlowBuilder& with_self_telemetry(bool enabled = true);
    TelemetryFlowBuilder& with_signals(Signals signals);
    TelemetryFlowBuilder& with_metrics_only();
    TelemetryFlowBuilder& with_logs_only();
    TelemetryFlowBuilder& with_traces_only();
    TelemetryFlowBuilder& with_sampler(SamplerConfig sampler);
    /// A sampler of your own instead. It belongs to the first client that is built, as processors do.
    TelemetryFlowBuilder& with_sampler(std::unique_ptr<Sampler> sampler);
    /// Sees every span that is recorded; several are called in this order.
    TelemetryFlowBuilder& with_span_processor(std::unique_ptr<SpanProcessor> processor);
    /// Sees every log record before it is encoded; several are called in this order.
    TelemetryFlowBuilder& with_log_record_processor(std::unique_ptr<LogRecordProcessor> processor);
    /// What the instrumentation scopes that a pattern matches may record. Of several the last one that matches holds;
    /// "telemetryflow" is the scope of what is recorded without one.
    TelemetryFlowBuilder& with_scope_rule(ScopeRule rule);
    TelemetryFlowBuilder& with_temporality(Temporality temporality);
    TelemetryFlowBuilder& with_cardinality_limit(std::int64_t series_per_instrument);
    TelemetryFlowBuilder& with_histogram_boundaries(std::vector<double> boundaries);
    /// How histograms count that no view tells.
    TelemetryFlowBuilder& with_histogram_aggregation(HistogramAggregation aggregation);
    /// Which measurements may become exemplars: by default those made while a sampled span is current.
    TelemetryFlowBuilder& with_exemplar_filter(ExemplarFilter filter);
    /// Adds a view; each one that selects an instrument gives a stream.
    TelemetryFlowBuilder& with_view(View view);
    TelemetryFlowBuilder& with_limits(RecordLimits limits);

    // Propagation.
    /// The formats in which contexts travel, by default W3C's tracecontext and baggage; an empty list: none.
    TelemetryFlowBuilder& with_propagators(std::vector<Propagator> propagators);
    /// A format of your own instead; make_propagator() joins it with others. It belongs to the first client that is
    /// built.
    TelemetryFlowBuilder& with_propagator(std::unique_ptr<TextMapPropagator> propagator);

    // Identity.
    /// An empty version is a fault; leave it out for the default.
    TelemetryFlowBuilder& with_service(std::string name, std::optional<std::string> version = std::nullopt);
    TelemetryFlowBuilder& with_service_namespace(std::string value);
    TelemetryFlowBuilder& with_environment(std::string value);
    TelemetryFlowBuilder& with_custom_attribute(std::string key, std::string value);
    TelemetryFlowBuilder& with_custom_attributes(const std::map<std::string, std::string>& values);
    TelemetryFlowBuilder& with_collector_id(std::string value);
    TelemetryFlowBuilder& with_collector_name(std::string value);
    TelemetryFlowBuilder& with_collector_description(std::string value);
    TelemetryFlowBuilder& with_collector_hostname(std::string value);
    TelemetryFlowBuilder& with_collector_tag(std::string key, std::string value);
    TelemetryFlowBuilder& with_collector_tags(const std::map<std::string, std::string>& values);
    TelemetryFlowBuilder& with_enrich_resources(bool enabled = true);
    /// What is detected, by default all; an empty list: nothing.
    TelemetryFlowBuilder& with_resource_detectors(std::vector<ResourceDetector> detectors);
    TelemetryFlowBuilder& with_datacenter(std::string value);

    // Paths of OTLP/HTTP.
    TelemetryFlowBuilder& with_v2_api(bool enabled = true);
    TelemetryFlowBuilder& with_v2_only();
    TelemetryFlowBuilder& with_traces_endpoint(std::string path);
    TelemetryFlowBuilder& with_metrics_endpoint(std::string path);
    TelemetryFlowBuilder& with_logs_endpoint(std::string path);

    /// Reads a YAML file (docs/reference/config-file.md) with the component telemetryflow::config_file, which the
    /// program has to link; wins over TELEMETRYFLOW_CONFIG_FILE. ${NAME} in it is looked up as variables are. The last
    /// call counts.
    TelemetryFlowBuilder& with_config_file(std::string path);

    // Variables; docs/reference/environment.md names them all.
    /// Reads the file that TELEMETRYFLOW_CONFIG_FILE names, as with_auto_configuration() does.
    TelemetryFlowBuilder& with_config_file_from_env();
    TelemetryFlowBuilder& with_api_key_from_env();
    TelemetryFlowBuilder& with_endpoint_from_env();
    TelemetryFlowBuilder& with_service_from_env();
    TelemetryFlowBuilder& with_service_namespace_from_env();
    TelemetryFlowBuilder& with_environment_from_env();
    TelemetryFlowBuilder& with_collector_id_from_env();
    TelemetryFlowBuilder& with_collector_name_from_env();
    TelemetryFlowBuilder& with_datacenter_from_env();
    /// Reads every variable.
    TelemetryFlowBuilder& with_auto_configuration();
    /// Looks variables up here instead of in the process's environment. Called only while building: such a key is not
    /// read again when the backend refuses it.
    TelemetryFlowBuilder& with_environment_lookup(Environment lookup);

    /// Sends batches through `exporter` instead of OTLP. It belongs to the first client that is built.
    TelemetryFlowBuilder& with_exporter(std::unique_ptr<Exporter> exporter);
    /// Tells `diagnostics` instead of standard error what the SDK has to say about itself. It belongs to the first
    /// client that is built; later ones use standard error again.
    TelemetryFlowBuilder& with_diagnostics(std::unique_ptr<Diagnostics> diagnostics);

    /// Returns the complete configuration, or throws BuilderError with all faults.
    [[nodiscard]] TelemetryConfig build_config() const;
    /// Returns what building would leave out: values that OpenTelemetry or the family define and this SDK does not
    /// offer.
    [[nodiscard]] std::vector<std::string> diagnostics() const;
    /// Returns every setting with where it comes from and without secrets, also when there are faults.
    [[nodiscard]] EffectiveConfig effective_config() const;
    /// Returns a client that is not initialized yet, or throws BuilderError with all faults.
    [[nodiscard]] TelemetryFlowClient build();
    /// The family's spelling of build().
    [[nodiscard]] TelemetryFlowClient must_build();
    /// Like build(), but returns the faults.
    [[nodiscard]] BuildResult try_build();

private:
    std::unique_ptr<BuilderState> state_;
};

[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowBuilder new_builder();
/// The family's spelling of the client's constructor; throws ConfigError.
[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowClient new_client(TelemetryConfig config);
/// Builds a client from variables alone; throws BuilderError.
[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowClient new_from_env();
[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowClient must_new_from_env();
/// Builds a client with the defaults for everything else; throws BuilderError.
[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowClient new_simple(std::string key_id, std::string key_secret,
                                                                  std::string endpoint, std::string service);
[[nodiscard]] TELEMETRYFLOW_EXPORT TelemetryFlowClient must_new_simple(std::string key_id, std::string key_secret,
                                                                       std::string endpoint, std::string service);

}  // namespace telemetryflow
