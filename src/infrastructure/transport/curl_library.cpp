#include "infrastructure/transport/curl_library.hpp"

#include <mutex>

#include <curl/curl.h>

#include "process/fork_safe_mutex.hpp"
#include "process/made_once.hpp"

namespace telemetryflow::infrastructure {

namespace {

struct Initialization {
    process::ForkSafeMutex mutex;
    bool done = false;
};

constinit process::MadeOnce<Initialization> g_initialization;

}  // namespace

void ensure_curl_initialised() {
    Initialization& initialization = g_initialization.get();
    const std::lock_guard lock(initialization.mutex);
    if (initialization.done) return;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    initialization.done = true;
}

bool curl_breaks_reused_prior_knowledge() {
    return curl_version_info(CURLVERSION_NOW)->version_num < 0x080000;
}

}  // namespace telemetryflow::infrastructure
