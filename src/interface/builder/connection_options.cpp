#include <algorithm>
#include <utility>

#include "telemetryflow/builder.hpp"

#include "domain/text.hpp"
#include "interface/builder/builder_state.hpp"

namespace telemetryflow {

TelemetryFlowBuilder::TelemetryFlowBuilder() : state_(std::make_unique<BuilderState>()) {}

TelemetryFlowBuilder::TelemetryFlowBuilder(TelemetryFlowBuilder&&) noexcept = default;

TelemetryFlowBuilder& TelemetryFlowBuilder::operator=(TelemetryFlowBuilder&&) noexcept = default;

TelemetryFlowBuilder::~TelemetryFlowBuilder() = default;

TelemetryFlowBuilder& TelemetryFlowBuilder::with_api_key(std::string key_id, std::string key_secret) {
    state_->draft.api_key_id = std::move(key_id);
    state_->draft.api_key_secret = std::move(key_secret);
    state_->draft.settled.add({ConfigOption::ApiKeyId, ConfigOption::ApiKeySecret});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_endpoint(std::string endpoint) {
    state_->set(ConfigOption::Endpoint, &TelemetryConfig::endpoint, std::move(endpoint));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_query_endpoint(std::string url) {
    state_->set(ConfigOption::QueryEndpoint, &TelemetryConfig::query_endpoint, std::move(url));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_protocol(Protocol protocol) {
    state_->set(ConfigOption::Protocol, &TelemetryConfig::protocol, protocol);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_grpc() {
    return with_protocol(Protocol::Grpc);
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_http() {
    return with_protocol(Protocol::Http);
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_backend_profile(BackendProfile profile) {
    state_->set(ConfigOption::BackendProfile, &TelemetryConfig::backend_profile, profile);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_insecure(bool insecure) {
    state_->set(ConfigOption::Insecure, &TelemetryConfig::insecure, insecure);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_plaintext_credentials_allowed(bool allowed) {
    state_->set(ConfigOption::AllowPlaintextCredentials, &TelemetryConfig::allow_plaintext_credentials, allowed);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_timeout(Duration timeout) {
    state_->set(ConfigOption::Timeout, &TelemetryConfig::timeout, timeout);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_header(std::string name, std::string value) {
    auto& headers = state_->draft.config.headers;
    const auto known = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto& header) { return text::iequals(header.first, name); });
    if (known != headers.end()) headers.erase(known);
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_tls_ca(std::string file) {
    state_->set(ConfigOption::TlsCaFile, &TelemetryConfig::tls_ca_file, std::move(file));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_tls_client_certificate(std::string cert_file, std::string key_file) {
    state_->set(ConfigOption::TlsClientCertFile, &TelemetryConfig::tls_client_cert_file, std::move(cert_file));
    state_->set(ConfigOption::TlsClientKeyFile, &TelemetryConfig::tls_client_key_file, std::move(key_file));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_tls_server_name(std::string name) {
    state_->set(ConfigOption::TlsServerName, &TelemetryConfig::tls_server_name, std::move(name));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_traces_endpoint(std::string path) {
    state_->set(ConfigOption::TracesEndpoint, &TelemetryConfig::traces_endpoint, std::move(path));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_metrics_endpoint(std::string path) {
    state_->set(ConfigOption::MetricsEndpoint, &TelemetryConfig::metrics_endpoint, std::move(path));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_logs_endpoint(std::string path) {
    state_->set(ConfigOption::LogsEndpoint, &TelemetryConfig::logs_endpoint, std::move(path));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_v2_api(bool enabled) {
    state_->set(ConfigOption::UseV2Api, &TelemetryConfig::use_v2_api, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_v2_only() {
    state_->set(ConfigOption::V2Only, &TelemetryConfig::v2_only, true);
    state_->set(ConfigOption::UseV2Api, &TelemetryConfig::use_v2_api, true);
    return *this;
}

}  // namespace telemetryflow
