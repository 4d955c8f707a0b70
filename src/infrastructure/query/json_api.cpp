#include "infrastructure/query/json_api.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <utility>

#include <curl/curl.h>

#include "telemetryflow/domain/errors.hpp"

#include "domain/text.hpp"
#include "infrastructure/transport/connect_target.hpp"
#include "infrastructure/transport/curl_library.hpp"
#include "infrastructure/transport/curl_tls.hpp"
#include "infrastructure/transport/request_headers.hpp"
#include "infrastructure/transport/sigpipe_guard.hpp"

namespace telemetryflow::infrastructure {

namespace {

constexpr std::size_t kMaxAnswerBytes = 64U << 20U;
constexpr std::size_t kMaxShownBytes = 500;

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

std::size_t append_body(char* data, std::size_t, std::size_t size, void* context) noexcept {
    auto& body = *static_cast<std::string*>(context);
    if (size > kMaxAnswerBytes - body.size()) return 0;
    try {
        body.append(data, size);
    } catch (const std::bad_alloc&) {
        return 0;
    }
    return size;
}

// The "error" of an answer as a person may read it; empty when the answer has none.
std::string error_of(const nlohmann::json& body, std::span<const std::string> secrets) {
    const auto error = body.is_object() ? body.find("error") : body.end();
    if (error == body.end() || !error->is_string()) return {};
    // Secrets go before the cut, lest half of one stays.
    auto shown = text::redacted(error->get<std::string>(), secrets).substr(0, kMaxShownBytes);
    for (auto& c : shown) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return shown;
}

}  // namespace

struct JsonApi::Response {
    CURLcode code = CURLE_OK;
    std::string failure;
    long status = 0;
    std::string body;
};

JsonApi::JsonApi(HttpTelemetryReaderOptions options) : options_(std::move(options)) {
    while (options_.base_url.ends_with('/'))
        options_.base_url.pop_back();
    ensure_curl_initialised();
}

ApiAnswer JsonApi::get(std::string_view path, const QueryString& query, std::string_view subject) const {
    const auto full_path = std::string(path) + query.text();
    ApiAnswer answer;
    answer.url = shown(options_.base_url + full_path);
    const auto response = fetch(full_path);
    if (response.code == CURLE_WRITE_ERROR) {
        throw_failed(answer.url, "the answer is larger than 64 MiB; ask for a smaller page");
    }
    if (response.code != CURLE_OK) throw_unavailable(answer.url, response.failure);

    const auto status = "the answer was HTTP " + std::to_string(response.status);
    answer.body = nlohmann::json::parse(response.body, nullptr, false);
    if (response.status == 200) {
        if (!answer.body.is_object()) throw_unavailable(answer.url, status + " without a JSON object");
        return answer;
    }
    const auto error = error_of(answer.body, options_.secrets);
    if (response.status == 404) {
        if (subject.empty() || error.find(subject) == std::string::npos) throw_unavailable(answer.url, status);
        answer.found = false;
        return answer;
    }
    if (response.status == 401 || response.status == 403) {
        throw_failed(answer.url, status + ", so the backend does not accept these credentials");
    }
    if (error.empty()) throw_unavailable(answer.url, status);
    throw_failed(answer.url, status + ": " + error);
}

JsonApi::Response JsonApi::fetch(const std::string& path) const {
    Response response;
    std::array<char, CURL_ERROR_SIZE> text{};
    RequestHeaders headers({{"Accept", "application/json"}}, options_.headers, RequestHeaders::Case::AsGiven);
    ConnectTarget target(options_.base_url, options_.tls.server_name);
    const Easy easy(curl_easy_init(), &curl_easy_cleanup);
    if (!easy) throw std::bad_alloc();

    CURL* const handle = easy.get();
    target.apply(handle, path);
    if (!options_.user_agent.empty()) curl_easy_setopt(handle, CURLOPT_USERAGENT, options_.user_agent.c_str());
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.with({}));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, text.data());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &append_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response.body);
    set_up_tls(handle, options_.tls);

    const SigpipeGuard guard;
    response.code = curl_easy_perform(handle);
    if (response.code != CURLE_OK) {
        response.failure = text.front() != '\0' ? text.data() : curl_easy_strerror(response.code);
    }
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
    return response;
}

void JsonApi::throw_unavailable(const std::string& url, const std::string& what) const {
    throw TelemetryFlowError(
        ErrorCode::QueryUnavailable,
        text::redacted("GET " + url + ": " + what +
                           ". Data queries need telemetryflow-local, or another backend with its API, on the "
                           "HTTP port of the endpoint",
                       options_.secrets));
}

void JsonApi::throw_failed(const std::string& url, const std::string& what) const {
    throw TelemetryFlowError(ErrorCode::QueryFailed, text::redacted("GET " + url + ": " + what, options_.secrets));
}

std::string JsonApi::shown(const std::string& url) {
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto at = url.substr(0, url.find_first_of("/?", begin)).rfind('@');
    if (at == std::string::npos || at < begin) return url;
    return url.substr(0, begin) + url.substr(at + 1);
}

}  // namespace telemetryflow::infrastructure
