#include "telemetryflow/integration/curl.hpp"

#include "program.hpp"

int main() {
    return run("CURLE_UNSUPPORTED_PROTOCOL", [](telemetryflow::TelemetryFlowClient& client) {
        telemetryflow::integration::CurlClient curl(client);
        CURL* handle = curl_easy_init();
        curl_easy_setopt(handle, CURLOPT_URL, "nonsense://127.0.0.1/");
        curl.perform(handle, nullptr);
        curl_easy_cleanup(handle);
    });
}
