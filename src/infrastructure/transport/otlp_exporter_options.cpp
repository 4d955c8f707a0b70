#include "infrastructure/transport/otlp_exporter_options.hpp"

namespace telemetryflow::infrastructure {

namespace {

constexpr std::size_t kMaxHttpRequestBytes = 64U << 20U;  // the limit that OTLP recommends

/// A short value is no secret, and cutting it out of every text would hide more than it protects.
constexpr std::size_t kShortestSecret = 6;

std::vector<std::string> secrets_of(const TelemetryConfig& config) {
    std::vector<std::string> secrets;
    if (config.credentials) secrets.push_back(config.credentials->key_secret());
    for (const auto& header : config.headers) {
        const auto& value = header.second;
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
    transport.headers.insert(transport.headers.end(), config.headers.begin(), config.headers.end());
    transport.tls_ca_file = config.tls_ca_file;
    transport.tls_client_cert_file = config.tls_client_cert_file;
    transport.tls_client_key_file = config.tls_client_key_file;
    transport.tls_server_name = config.tls_server_name;
    transport.keepalive = config.grpc_keepalive;
    transport.max_response_bytes = config.grpc_max_recv_msg_size;
    transport.read_buffer_bytes = config.grpc_read_buffer_size;
    transport.write_buffer_bytes = config.grpc_write_buffer_size;
    return options;
}

}  // namespace telemetryflow::infrastructure
