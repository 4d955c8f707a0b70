#pragma once

// Names every setting that a variable can give, so that a builder can tell which ones were set by a call.
// A value; safe to use from any thread.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace telemetryflow {

enum class ConfigOption : std::uint8_t {
    ApiKeyId,
    ApiKeySecret,
    Endpoint,
    QueryEndpoint,
    Protocol,
    BackendProfile,
    Insecure,
    AllowPlaintextCredentials,
    Timeout,
    Headers,
    TlsCaFile,
    TlsClientCertFile,
    TlsClientKeyFile,
    TlsServerName,
    Compression,
    RetryEnabled,
    MaxRetries,
    RetryBackoff,
    RetryMaxBackoff,
    BatchTimeout,
    BatchMaxSize,
    BatchMaxBytes,
    RateLimit,
    BufferBytes,
    OverflowPolicy,
    OverflowTimeout,
    Durability,
    StateDirectory,
    CommitInterval,
    CommitBytes,
    CommitOnFatal,
    UnfinishedSpans,
    SpoolMaxBytes,
    SpoolMaxAge,
    SpoolMinFreeBytes,
    SelfTelemetry,
    KeepaliveTime,
    KeepaliveTimeout,
    KeepalivePermitWithoutStream,
    GrpcMaxRecvMsgSize,
    GrpcMaxSendMsgSize,
    GrpcReadBufferSize,
    GrpcWriteBufferSize,
    EnableMetrics,
    EnableLogs,
    EnableTraces,
    OtelSdkDisabled,
    Sampler,
    SamplerRatio,
    Temporality,
    CardinalityLimit,
    HistogramBoundaries,
    HistogramAggregation,
    ExemplarFilter,
    AttributeCountLimit,
    AttributeValueLengthLimit,
    EventCountLimit,
    LinkCountLimit,
    EventAttributeCountLimit,
    LinkAttributeCountLimit,
    NameLengthLimit,
    BodyLengthLimit,
    Propagators,
    ServiceName,
    ServiceVersion,
    ServiceNamespace,
    DeploymentEnvironment,
    CustomAttributes,
    OtelResourceAttributes,
    CollectorId,
    CollectorName,
    CollectorDescription,
    CollectorHostname,
    CollectorTags,
    EnrichResources,
    ResourceDetectors,
    Datacenter,
    UseV2Api,
    V2Only,
    TracesEndpoint,
    MetricsEndpoint,
    LogsEndpoint,
    ConfigFile,
    Count,
};

/// A set of options.
class OptionSet {
public:
    OptionSet() = default;
    OptionSet(std::initializer_list<ConfigOption> options) {
        for (const auto option : options)
            add(option);
    }

    [[nodiscard]] static OptionSet all() {
        OptionSet set;
        set.bits_.set();
        return set;
    }

    void add(ConfigOption option) { bits_.set(static_cast<std::size_t>(option)); }
    void add(std::initializer_list<ConfigOption> options) {
        for (const auto option : options)
            add(option);
    }
    [[nodiscard]] bool has(ConfigOption option) const { return bits_.test(static_cast<std::size_t>(option)); }
    [[nodiscard]] bool empty() const noexcept { return bits_.none(); }

private:
    std::bitset<static_cast<std::size_t>(ConfigOption::Count)> bits_;
};

}  // namespace telemetryflow
