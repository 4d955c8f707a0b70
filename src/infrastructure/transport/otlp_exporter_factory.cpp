#include "infrastructure/transport/otlp_exporter_factory.hpp"

#include <fstream>
#include <utility>

#include "telemetryflow/domain/errors.hpp"

#include "infrastructure/otlp/otlp_exporter.hpp"
#include "infrastructure/transport/grpc_transport.hpp"
#include "infrastructure/transport/http_transport.hpp"
#include "infrastructure/transport/request_headers.hpp"

namespace telemetryflow::infrastructure {

namespace {

void check_readable(const std::string& file, const char* what, std::vector<std::string>& faults) {
    if (!file.empty() && !std::ifstream(file).good()) {
        faults.push_back(std::string(what) + ": cannot read " + file);
    }
}

std::vector<std::string> faults_of(const TransportOptions& options) {
    std::vector<std::string> faults;
    for (const auto& [name, value] : options.headers) {
        if (auto fault = header_fault(name, value); !fault.empty()) faults.push_back(std::move(fault));
    }
    check_readable(options.tls.ca_file, "tls_ca_file", faults);
    check_readable(options.tls.client_cert_file, "tls_client_cert_file", faults);
    check_readable(options.tls.client_key_file, "tls_client_key_file", faults);
    if (options.tls.client_cert_file.empty() != options.tls.client_key_file.empty()) {
        faults.emplace_back("tls_client_cert_file and tls_client_key_file: one needs the other");
    }
    return faults;
}

}  // namespace

std::unique_ptr<Exporter> OTLPExporterFactory::create_exporter(const OtlpExporterOptions& options) {
    if (auto faults = faults_of(options.transport); !faults.empty()) throw ConfigError(std::move(faults));
    std::unique_ptr<Transport> transport;
    if (options.protocol == Protocol::Grpc) {
        transport = std::make_unique<GrpcTransport>(options.transport);
    } else {
        transport = std::make_unique<HttpTransport>(options.transport);
    }
    OtlpExporter::Settings settings;
    settings.protocol = options.protocol;
    settings.profile = options.profile;
    settings.gzip = options.gzip;
    settings.max_request_bytes = options.max_request_bytes;
    settings.secrets = options.secrets;
    settings.renew = options.renew;
    return std::make_unique<OtlpExporter>(std::move(transport), std::move(settings));
}

}  // namespace telemetryflow::infrastructure
