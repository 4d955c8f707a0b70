#include "infrastructure/transport/otlp_exporter_options.hpp"

#include <string_view>

#include "domain/text.hpp"

namespace telemetryflow::infrastructure {

namespace {

constexpr std::size_t kMaxHttpRequestBytes = 64U << 20U;  // the limit that OTLP recommends

/// A short value is no secret, and cutting it out of every text would hide more than it protects.
constexpr std::size_t kShortestSecret = 6;

bool is_user_agent(std::string_view header) {
    return text::iequals(header, "user-agent");
}

std::vector<std::string> secrets_of(const TelemetryConfig& config) {
    std::vector<std::string> secrets;
    if (config.credentials) secrets.push_back(config.credentials->key_secret());
    for (const auto& [name, value] : config.headers) {
        if (is_user_agent(name)) continue;
        if (value.size() >= kShortestSecret) secrets.push_back(value);
        // "Bearer <token>": a server is more likely to repeat the token alone.
        const auto space = value.find(' ');
        if (space != std::string::npos && value.size() - space > kShortestSecret) {
            secrets.push_back(value.substr(space + 1));
        }
    }
    return secrets;
}

}  // namespace

OtlpExporterOptions otlp_exporter_options(const TelemetryConfig& config) {
    OtlpExporterOptions options;
    options.protocol = config.protocol;
    options.profile = config.backend_profile;
    options.gzip = config.compression_enabled();
    options.max_request_bytes =
        config.protocol == Protocol::Grpc ? config.grpc_max_send_msg_size : kMaxHttpRequestBytes;
    options.secrets = secrets_of(config);
    auto& transport = options.transport;
    transport.base_url = config.get_endpoint_url();
    for (const auto signal : kAllSignals) {
        transport.paths[static_cast<std::size_t>(signal)] = config.get_signal_path(signal);
    }
    transport.headers = config.get_auth_headers();
    for (const auto& [name, value] : config.headers) {
        if (!is_user_agent(name)) {
            transport.headers.emplace_back(name, value);
        } else if (!value.empty()) {
            // The user's product comes first, and ours stays (OTLP exporter specification, "User Agent").
            transport.user_agent.insert(0, value + ' ');
        }
    }
    transport.tls = {.ca_file = config.tls_ca_file,
                     .client_cert_file = config.tls_client_cert_file,
                     .client_key_file = config.tls_client_key_file,
                     .server_name = config.tls_server_name};
    transport.keepalive = config.grpc_keepalive;
    transport.max_response_bytes = config.grpc_max_recv_msg_size;
    transport.read_buffer_bytes = config.grpc_read_buffer_size;
    transport.write_buffer_bytes = config.grpc_write_buffer_size;
    return options;
}

}  // namespace telemetryflow::infrastructure
