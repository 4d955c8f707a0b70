#pragma once

// A backend's JSON API over HTTP: one GET at a time, each on a connection of its own, because data queries are rare.
// Redirects are not followed, so headers reach nobody but the base URL's host. Any thread may call get() at any time.

#include <string>
#include <string_view>

#include "infrastructure/query/api_answer.hpp"
#include "infrastructure/query/http_telemetry_reader_options.hpp"
#include "infrastructure/query/query_string.hpp"

namespace telemetryflow::infrastructure {

class JsonApi {
public:
    explicit JsonApi(HttpTelemetryReaderOptions options);

    /// Returns the JSON object that `path` answered. Not found is what a 404 means whose "error" names `subject`, as
    /// opposed to a 404 for the path. Throws TelemetryFlowError: QueryUnavailable when there is no such API,
    /// QueryFailed when it refused.
    [[nodiscard]] ApiAnswer get(std::string_view path, const QueryString& query, std::string_view subject = {}) const;

    /// Throws QueryFailed about an answer from `url`, without the secrets that it may hold.
    [[noreturn]] void throw_failed(const std::string& url, const std::string& what) const;

private:
    struct Response;

    [[noreturn]] void throw_unavailable(const std::string& url, const std::string& what) const;

    [[nodiscard]] Response fetch(const std::string& path) const;
    /// `url` as it may be shown: without user information.
    [[nodiscard]] static std::string shown(const std::string& url);

    HttpTelemetryReaderOptions options_;
};

}  // namespace telemetryflow::infrastructure
