// google.rpc.Status, the body of a refusal in OTLP/HTTP ("Failures" in the specification).
#pragma once

#include <string>

namespace telemetryflow::local {

// The gRPC code that says what this HTTP status says.
int rpc_code_of(int http_status);

// The message in protobuf: field 1 the code, field 2 the text.
std::string rpc_status_protobuf(int code, const std::string& message);

}  // namespace telemetryflow::local
