#include "infrastructure/transport/curl_library.hpp"

#include <curl/curl.h>

namespace telemetryflow::infrastructure {

void ensure_curl_initialised() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(once);
}

bool curl_breaks_reused_prior_knowledge() {
    return curl_version_info(CURLVERSION_NOW)->version_num < 0x080000;
}

}  // namespace telemetryflow::infrastructure
