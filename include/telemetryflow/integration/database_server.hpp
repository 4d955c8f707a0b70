#pragma once

// Which database an integration speaks to, as OpenTelemetry's semantic conventions name it. A value.

#include <string>

namespace telemetryflow::integration {

/// What is not known is empty or 0 and left out.
struct DatabaseServer {
    std::string system = {};      // db.system.name, for example "postgresql"
    std::string name_space = {};  // db.namespace, for example the database's name
    std::string address = {};     // server.address: a host, or the path of a socket
    int port = 0;                 // server.port
};

}  // namespace telemetryflow::integration
