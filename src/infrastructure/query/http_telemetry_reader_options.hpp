#pragma once

// Where data queries are asked, and how. A plain value.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace telemetryflow::infrastructure {

struct HttpTelemetryReaderOptions {
    std::string base_url;                                           // http(s)://host:port[/path]; the API is below it
    std::chrono::milliseconds timeout{10'000};                      // of a whole query; > 0
    std::vector<std::pair<std::string, std::string>> headers = {};  // sent with every query

    std::vector<std::string> secrets = {};  // texts that are cut out of errors, because servers may echo them

    std::string tls_ca_file = {};           // PEM, instead of the system's roots
    std::string tls_client_cert_file = {};  // PEM
    std::string tls_client_key_file = {};   // PEM, not encrypted
};

}  // namespace telemetryflow::infrastructure
