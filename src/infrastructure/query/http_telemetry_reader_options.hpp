#pragma once

// Where data queries are asked, and how. A plain value.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "infrastructure/transport/tls_options.hpp"

namespace telemetryflow::infrastructure {

struct HttpTelemetryReaderOptions {
    std::string base_url;                                           // http(s)://host:port[/path]; the API is below it
    std::chrono::milliseconds timeout{10'000};                      // of a whole query; > 0
    std::vector<std::pair<std::string, std::string>> headers = {};  // sent with every query
    std::string user_agent = {};                                    // empty: none is sent

    std::vector<std::string> secrets = {};  // texts that are cut out of errors, because servers may echo them

    TlsOptions tls = {};
};

}  // namespace telemetryflow::infrastructure
