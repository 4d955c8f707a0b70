#include <array>

#include "infrastructure/config/bindings.hpp"
#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::array<std::string_view, 1> kAlgorithms{"gzip"};

ValueOutcome only_informs(std::string_view, ConfigDraft&) {
    return ValueOutcome::Irrelevant;
}

ValueOutcome is_not_offered(std::string_view, ConfigDraft&) {
    return ValueOutcome::Unsupported;
}

ValueOutcome set_algorithm(std::string_view value, ConfigDraft&) {
    return text::iequals(text::trim(value), kAlgorithms[0]) ? ValueOutcome::Irrelevant : ValueOutcome::Bad;
}

ValueOutcome set_exemplars(std::string_view value, ConfigDraft& draft) {
    const auto wanted = parse_bool(text::trim(value));
    if (!wanted) return ValueOutcome::Bad;
    // Which ones, the filter says.
    if (*wanted || draft.settled.has(ConfigOption::ExemplarFilter)) return ValueOutcome::Irrelevant;
    draft.config.exemplar_filter = ExemplarFilter::AlwaysOff;
    draft.settled.add(ConfigOption::ExemplarFilter);
    return ValueOutcome::Applied;
}

ValueOutcome set_both_message_sizes(std::string_view value, ConfigDraft& draft) {
    const auto bytes = parse_bytes(text::trim(value));
    if (!bytes) return ValueOutcome::Bad;
    const auto set = [&](ConfigOption option, std::size_t TelemetryConfig::*field) {
        if (draft.settled.has(option)) return;
        draft.config.*field = *bytes;
        draft.settled.add(option);
    };
    set(ConfigOption::GrpcMaxRecvMsgSize, &TelemetryConfig::grpc_max_recv_msg_size);
    set(ConfigOption::GrpcMaxSendMsgSize, &TelemetryConfig::grpc_max_send_msg_size);
    return ValueOutcome::Applied;
}

constexpr std::uint64_t kSmallestMessage = 64U << 10U;

constexpr std::array<FileOnlyKey, 8> kKeys{{
    {"version", {.kind = ValueKind::Text}, only_informs, "Of the file, for its readers"},
    {"tfo_collector_version",
     {.kind = ValueKind::Text},
     only_informs,
     "Of the collector that the file was written for, for its readers"},
    {"otel_version",
     {.kind = ValueKind::Text},
     only_informs,
     "Of OpenTelemetry that the file was written for, for its readers"},
    {"compression.algorithm",
     {.kind = ValueKind::Word, .words = kAlgorithms},
     set_algorithm,
     "How requests are compressed when they are"},
    {"signals.metrics.exemplars",
     {.kind = ValueKind::Boolean},
     set_exemplars,
     "false: none, as `signals.metrics.exemplar_filter` always_off; true: those of that filter"},
    {"grpc.max_message_size",
     {.kind = ValueKind::Bytes, .least = kSmallestMessage},
     set_both_message_sizes,
     "Both sizes of `grpc.message_sizes` that are not given"},
    {"http.max_idle_conns",
     {.kind = ValueKind::Count, .most = UINT32_MAX},
     is_not_offered,
     "Not offered, a client needs few connections: reported when it is set"},
    {"http.idle_conn_timeout",
     {.kind = ValueKind::Duration, .unit = kSecond},
     is_not_offered,
     "Not offered: reported when it is set"},
}};

}  // namespace

std::span<const FileOnlyKey> file_only_keys() {
    return kKeys;
}

}  // namespace telemetryflow::config
