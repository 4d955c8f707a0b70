// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/curl.hpp"

using namespace telemetryflow;

CURLcode order(TelemetryFlowClient& client) {
    // [perform]
    integration::CurlClient curl(client);  // one for the program; any thread may use it

    CURL* handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, "https://stock.example/items/17");
    curl_slist* headers = curl_slist_append(nullptr, "Accept: application/json");
    const CURLcode code = curl.perform(handle, headers);  // instead of CURLOPT_HTTPHEADER and curl_easy_perform()
    // [/perform]
    curl_slist_free_all(headers);
    curl_easy_cleanup(handle);
    return code;
}

void retries(integration::CurlClient& curl, CURL* handle) {
    // [retries]
    long status = 0;
    for (int resend = 0; resend < 3; ++resend) {
        if (curl.perform(handle, nullptr, resend) == CURLE_OK) {
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            if (status != 503) break;
        }
    }
    // [/retries]
}

void options(TelemetryFlowClient& client) {
    // [options]
    integration::CurlClient outside(client, {.propagate = false, .secret_parameters = {"customer"}});
    // [/options]
}
