#include "telemetryflow/middleware/secret_parameters.hpp"

namespace telemetryflow {

std::vector<std::string> secret_parameter_names() {
    return {// OpenTelemetry's.
            "awsaccesskeyid", "signature", "sig", "x-goog-signature",
            // Further ones of the same services.
            "x-amz-signature", "x-amz-credential", "x-amz-security-token",
            // What others call them.
            "access_token", "api-key", "api_key", "apikey", "auth", "authorization", "client_secret", "credential",
            "credentials", "id_token", "jwt", "key", "passwd", "password", "pwd", "refresh_token", "secret", "session",
            "session_id", "sessionid", "token"};
}

}  // namespace telemetryflow
