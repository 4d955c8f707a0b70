#include "interface/composition.hpp"

#include <algorithm>
#include <typeinfo>
#include <utility>

#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/propagators.hpp"

#include "hot/attribute_encoder.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "infrastructure/diagnostics/stderr_diagnostics.hpp"
#include "infrastructure/otlp/otlp_exporter.hpp"
#include "infrastructure/query/http_telemetry_reader.hpp"
#include "infrastructure/resource/detect_resource.hpp"
#include "infrastructure/transport/otlp_exporter_factory.hpp"
#include "infrastructure/transport/otlp_exporter_options.hpp"
#include "interface/composition_pipeline.hpp"
#include "interface/exception_type.hpp"

namespace telemetryflow::composition {
namespace {

// Room in a request for the resource, when a record is about as large as a request may be.
constexpr std::size_t kResourceReserve = 16U << 10U;

std::size_t max_record_bytes(const TelemetryConfig& config) {
    return std::min<std::size_t>(hot::ChunkPool::kMaxRecordBytes, config.batch_max_bytes - kResourceReserve);
}

// A record loses attributes, events and links that it has no room for, but not its body, its name or its status: these
// are cut so that they fit, whatever the limits allow.
hot::RecordingLimits recording_limits(const TelemetryConfig& config) {
    constexpr std::size_t kRest = 1024;
    const std::size_t room = max_record_bytes(config) - kRest;
    const auto at_most = [](std::uint32_t limit, std::size_t bytes) {
        return static_cast<std::uint32_t>(std::min<std::size_t>(limit, bytes));
    };
    hot::RecordingLimits limits;
    limits.attribute_count = config.attribute_count_limit;
    limits.attribute_value_length = at_most(config.attribute_value_length_limit, room / 2);
    limits.event_count = config.event_count_limit;
    limits.link_count = config.link_count_limit;
    limits.name_length = at_most(config.name_length_limit, room / 2);
    limits.body_length = at_most(config.body_length_limit, room);
    limits.cardinality = config.cardinality_limit;
    return limits;
}

std::array<bool, kSignalCount> enabled_signals(const TelemetryConfig& config) {
    std::array<bool, kSignalCount> enabled{};
    for (const SignalType signal : kAllSignals) {
        enabled[static_cast<std::size_t>(signal)] = config.is_signal_enabled(signal);
    }
    return enabled;
}

// The type and the server of the exporter, as the semantic conventions of SDK metrics name them.
pipeline::SelfTelemetryOptions self_telemetry_options(const TelemetryConfig& config, const Exporter& exporter) {
    pipeline::SelfTelemetryOptions options;
    options.enabled = config.self_telemetry;
    if (!options.enabled) return options;
    if (dynamic_cast<const infrastructure::OtlpExporter*>(&exporter) == nullptr) {
        options.exporter_types.fill(type_name(typeid(exporter)));
        return options;
    }
    const std::string prefix = config.protocol == Protocol::Grpc ? "otlp_grpc_" : "otlp_http_";
    options.exporter_types[static_cast<std::size_t>(SignalType::Metrics)] = prefix + "metric_exporter";
    options.exporter_types[static_cast<std::size_t>(SignalType::Logs)] = prefix + "log_exporter";
    options.exporter_types[static_cast<std::size_t>(SignalType::Traces)] = prefix + "span_exporter";
    if (const auto endpoint = Endpoint::parse(config.endpoint).endpoint) {
        options.server_address = endpoint->host();
        options.server_port = endpoint->port_or_default(config.protocol);
    }
    return options;
}

}  // namespace

pipeline::PipelineOptions pipeline_options(const TelemetryConfig& config, const Exporter& exporter) {
    pipeline::PipelineOptions options;
    options.batch_timeout = config.batch_timeout;
    options.batch_max_items = config.batch_max_size;
    options.batches_grow = config.batch_max_size == TelemetryConfig::kDefaultBatchSize;
    options.batch_max_bytes = config.batch_max_bytes;
    options.export_timeout = config.timeout;
    options.retry_enabled = config.retry_enabled;
    options.max_retries = config.max_retries;
    options.retry_backoff = config.retry_backoff;
    options.retry_max_backoff = config.retry_max_backoff;
    options.requests_per_second = config.rate_limit;
    options.temporality = config.temporality;
    options.spool_max_bytes = config.spool_max_bytes;
    // For processes that end again and again before they deliver anything; with the defaults half of the spool.
    constexpr std::uint64_t kDeadBuffers = 16;
    options.dead_max_bytes = kDeadBuffers * config.buffer_bytes;
    options.spool_max_age = config.spool_max_age;
    options.spool_min_free_bytes = config.spool_min_free_bytes;
    options.enabled = enabled_signals(config);
    options.self_telemetry = self_telemetry_options(config, exporter);
    return options;
}

namespace {

// Data queries go to the HTTP port. A gRPC endpoint tells where that is only by the ports that OTLP reserves.
std::string query_url(const TelemetryConfig& config) {
    if (!config.query_endpoint.empty()) return config.query_endpoint;
    std::string url = config.get_endpoint_url();
    if (config.protocol == Protocol::Http) return url;
    constexpr std::string_view kGrpcPort = ":4317";
    if (!url.ends_with(kGrpcPort)) {
        throw TelemetryFlowError(ErrorCode::QueryUnavailable,
                                 "data queries need the backend's HTTP address, which the gRPC endpoint " + url +
                                     " does not tell: set with_query_endpoint() or "
                                     "TELEMETRYFLOW_QUERY_ENDPOINT");
    }
    url.replace(url.size() - kGrpcPort.size(), kGrpcPort.size(), ":4318");
    return url;
}

}  // namespace

hot::EngineRef make_engine(const TelemetryConfig& config, const std::shared_ptr<Diagnostics>& diagnostics,
                           hot::RecordingPorts ports) {
    hot::EngineOptions options;
    options.ports = std::move(ports);
    options.limits = options.event_limits = options.link_limits = recording_limits(config);
    options.event_limits.attribute_count = config.event_attribute_count_limit.value_or(config.attribute_count_limit);
    options.link_limits.attribute_count = config.link_attribute_count_limit.value_or(config.attribute_count_limit);
    options.sampler = config.sampler;
    options.enabled = enabled_signals(config);
    options.scope_rules = config.scope_rules;
    options.buffer_bytes = config.buffer_bytes;
    options.max_record_bytes = max_record_bytes(config);
    options.overflow_policy = config.overflow_policy;
    options.overflow_timeout = config.overflow_timeout;
    options.batch_items = config.batch_max_size;
    options.batch_bytes = config.batch_max_bytes;
    options.metric_defaults = {.boundaries = config.histogram_boundaries,
                               .histogram_aggregation = config.histogram_aggregation,
                               .views = config.views,
                               .exported = config.temporality,
                               .keeps_exemplars = config.exemplar_filter != ExemplarFilter::AlwaysOff};
    options.exemplar_filter = config.exemplar_filter;
    if (config.durability == Durability::Disk) options.disk_use = hot::DiskUse::InGroups;
    if (config.durability == Durability::Sync) options.disk_use = hot::DiskUse::PerRecord;
    options.commit_bytes = config.commit_bytes;
    options.fatal_waits_for_disk = config.commit_on_fatal;
    return hot::Engine::create(std::move(options), make_region_memory(config, diagnostics));
}

std::shared_ptr<Exporter> make_exporter(const TelemetryConfig& config, CredentialsProvider renew) {
    TelemetryConfig complete = config;
    if (complete.collector_hostname.empty()) {
        complete.collector_hostname = resource::SystemProbe::of_this_process().host_name();
    }
    return infrastructure::OTLPExporterFactory::create_exporter(complete, std::move(renew));
}

std::shared_ptr<Diagnostics> make_diagnostics() {
    return std::make_shared<infrastructure::StderrDiagnostics>();
}

std::unique_ptr<TextMapPropagator> make_propagator(const TelemetryConfig& config) {
    return telemetryflow::make_propagator(std::span<const Propagator>(config.propagators));
}

std::shared_ptr<TelemetryPipeline> make_pipeline(const TelemetryConfig& config, hot::EngineRef engine,
                                                 std::shared_ptr<Exporter> exporter,
                                                 const std::shared_ptr<Diagnostics>& diagnostics,
                                                 TelemetryPipeline* previous) {
    auto* known = static_cast<PipelineAdapter*>(previous);
    if (known != nullptr && !known->has_ended()) {
        throw TelemetryFlowError(ErrorCode::InitializationFailed,
                                 "Failed to initialize SDK: the last shutdown left an export behind that has not "
                                 "returned yet. Try again later.");
    }
    auto counts = known != nullptr ? known->counts() : std::make_shared<pipeline::DeliveryCounts>();
    const bool lost_durability = lacks_durability(config, engine->pool.memory());
    pipeline::PipelineOptions options = pipeline_options(config, *exporter);
    return std::make_shared<PipelineAdapter>(
        std::move(engine), std::move(exporter), diagnostics, std::move(options),
        [config, diagnostics] { return make_resource(config, diagnostics.get()); }, std::move(counts), lost_durability);
}

std::string make_resource(const TelemetryConfig& config, Diagnostics* diagnostics) {
    constexpr std::uint32_t kResourceAttributes = 1;
    constexpr std::uint32_t kUnlimited = 0xFFFFFFFF;
    std::vector<std::string> warnings;
    const auto attributes = resource::detect_resource(config, config::process_environment(), warnings);
    for (const std::string& warning : warnings) {
        if (diagnostics != nullptr) diagnostics->report(DiagnosticLevel::Warning, "resource", warning);
    }

    hot::RecordingLimits limits;
    limits.attribute_count = kUnlimited;
    hot::EditCounts edits;
    hot::AttributeEncoder encoder(limits, edits);
    hot::AttributeEncoder::Progress progress;
    hot::ByteBuffer encoded;
    for (const auto& [key, value] : attributes) {
        const AttributeValue view =
            std::visit([](const auto& alternative) { return AttributeValue(alternative); }, value);
        if (!encoder.append(encoded, kResourceAttributes, Attribute{key, view}, progress)) throw std::bad_alloc();
    }
    return std::string(encoded.view());
}

std::unique_ptr<TelemetryReader> make_reader(const TelemetryConfig& config) {
    infrastructure::HttpTelemetryReaderOptions options;
    options.base_url = query_url(config);
    options.timeout = config.timeout;
    infrastructure::OtlpExporterOptions of_exporter = infrastructure::otlp_exporter_options(config.with_http());
    options.headers = std::move(of_exporter.transport.headers);
    options.user_agent = std::move(of_exporter.transport.user_agent);
    options.tls = std::move(of_exporter.transport.tls);
    options.secrets = std::move(of_exporter.secrets);
    return std::make_unique<infrastructure::HttpTelemetryReader>(std::move(options));
}

}  // namespace telemetryflow::composition
