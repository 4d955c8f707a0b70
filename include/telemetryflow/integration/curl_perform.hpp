#pragma once

// curl_perform(): a CurlClient for the whole process, for code that has no client at hand and may run without
// telemetry. Any thread may call it.

#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <curl/curl.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/curl.hpp"

namespace telemetryflow::integration {

/// Makes curl_perform() record with `client` for its own life; at most one at a time. The client must outlive it, and
/// the transfers that run when it ends.
class CurlInstallation {
public:
    /// Throws std::runtime_error when there is one already.
    explicit CurlInstallation(TelemetryFlowClient& client, CurlOptions options = {}) {
        const std::lock_guard lock(state().mutex);
        if (state().curl != nullptr) throw std::runtime_error("curl_perform() records already");
        state().curl = std::make_shared<CurlClient>(client, std::move(options));
    }
    ~CurlInstallation() {
        const std::lock_guard lock(state().mutex);
        state().curl.reset();
    }
    CurlInstallation(const CurlInstallation&) = delete;
    CurlInstallation& operator=(const CurlInstallation&) = delete;

    /// What curl_perform() records with; null when nothing is installed.
    [[nodiscard]] static std::shared_ptr<CurlClient> current() {
        const std::lock_guard lock(state().mutex);
        return state().curl;
    }

private:
    struct State {
        std::mutex mutex;
        std::shared_ptr<CurlClient> curl;
    };

    // Never destroyed, so that it can be asked until the process ends.
    static State& state() {
        static State& state = *new State;
        return state;
    }
};

/// CurlClient::perform() of the CurlInstallation that there is; without one, curl_easy_perform() with these headers.
inline CURLcode curl_perform(CURL* handle, curl_slist* headers, int resend_count = 0) {
    if (const auto curl = CurlInstallation::current()) return curl->perform(handle, headers, resend_count);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    return curl_easy_perform(handle);
}

}  // namespace telemetryflow::integration
