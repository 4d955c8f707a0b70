#include "domain/config_validation.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

constexpr std::string_view kEndpointMend =
    "use host:port or http(s)://host[:port][/path] in with_endpoint() or TELEMETRYFLOW_ENDPOINT";

/// A text with one of these may hold a password or a token.
bool may_hold_secret(std::string_view endpoint) {
    return endpoint.find_first_of("@?#") != std::string_view::npos;
}

void check_plaintext_credentials(const TelemetryConfig& config, const Endpoint& endpoint, FaultList& faults) {
    if (!config.credentials || config.allow_plaintext_credentials) return;
    if (endpoint.uses_tls(config.insecure) || endpoint.is_loopback()) return;
    faults.add("insecure: the API key would travel in plaintext to " + text::printable(endpoint.host()) +
               ", which is not this machine: use TLS (an https:// endpoint, or no with_insecure()), or accept the risk "
               "with with_plaintext_credentials_allowed() or TELEMETRYFLOW_ALLOW_PLAINTEXT_CREDENTIALS=true");
}

void check_endpoint(const TelemetryConfig& config, FaultList& faults) {
    if (config.endpoint.empty()) {
        faults.add("endpoint is required: " + std::string(kEndpointMend));
        return;
    }
    const auto parsed = Endpoint::parse(config.endpoint);
    if (!parsed.endpoint) {
        const auto shown = may_hold_secret(config.endpoint) ? "[REDACTED]" : text::printable(config.endpoint);
        faults.add("endpoint " + shown + " " + parsed.fault + ": " + std::string(kEndpointMend));
        return;
    }
    if (config.protocol == Protocol::Grpc && !parsed.endpoint->path().empty()) {
        faults.add("endpoint has the path " + text::printable(parsed.endpoint->path()) +
                   ", which gRPC cannot use: leave it out or choose with_http()");
    }
    check_plaintext_credentials(config, *parsed.endpoint, faults);
}

void check_query_endpoint(const TelemetryConfig& config, FaultList& faults) {
    if (config.query_endpoint.empty()) return;
    const auto parsed = Endpoint::parse(config.query_endpoint);
    if (parsed.endpoint && parsed.endpoint->scheme() != Endpoint::Scheme::None) return;
    const auto shown = may_hold_secret(config.query_endpoint) ? "[REDACTED]" : text::printable(config.query_endpoint);
    faults.must_be("query_endpoint", "http(s)://host[:port][/path]", shown,
                   "set with_query_endpoint() or TELEMETRYFLOW_QUERY_ENDPOINT");
}

void check_tls(const TelemetryConfig& config, FaultList& faults) {
    if (config.tls_client_cert_file.empty() != config.tls_client_key_file.empty()) {
        const bool has_cert = !config.tls_client_cert_file.empty();
        faults.add(std::string(has_cert ? "tls_client_cert_file is set without tls_client_key_file"
                                        : "tls_client_key_file is set without tls_client_cert_file") +
                   ": give both in with_tls_client_certificate(), or TELEMETRYFLOW_TLS_CLIENT_CERT_FILE and "
                   "TELEMETRYFLOW_TLS_CLIENT_KEY_FILE");
    }
    for (const auto& [field, value] : {std::pair<std::string, const std::string&>("tls_ca_file", config.tls_ca_file),
                                       {"tls_client_cert_file", config.tls_client_cert_file},
                                       {"tls_client_key_file", config.tls_client_key_file}}) {
        if (value.find('\0') != std::string::npos) {
            faults.must_be(field, "a file name without NUL", text::printable(value), "correct the name");
        }
    }
    if (config.tls_server_name.empty()) return;
    const auto name = Endpoint::parse(config.tls_server_name).endpoint;
    if (!name || name->scheme() != Endpoint::Scheme::None || name->port() || !name->path().empty()) {
        faults.must_be("tls_server_name", "a host name alone", text::printable(config.tls_server_name),
                       "set with_tls_server_name() or TELEMETRYFLOW_TLS_SERVER_NAME");
    }
}

}  // namespace

void validate_connection(const TelemetryConfig& config, FaultList& faults) {
    check_endpoint(config, faults);
    check_query_endpoint(config, faults);
    check_tls(config, faults);
}

}  // namespace telemetryflow
