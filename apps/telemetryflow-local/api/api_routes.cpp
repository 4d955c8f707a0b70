#include "api/api_routes.hpp"

#include <chrono>

#include "api/parameters.hpp"
#include "api/read_filters.hpp"

namespace telemetryflow::local {

namespace {

constexpr const char* kJsonType = "application/json";

constexpr const char* kIndex =
    "telemetryflow-local " TELEMETRYFLOW_LOCAL_VERSION
    "\n\n"
    "OTLP/HTTP   POST /v1/traces  /v1/logs  /v1/metrics     open\n"
    "            POST /v2/traces  /v2/logs  /v2/metrics     with X-TelemetryFlow-Key-ID and -Key-Secret\n\n"
    "GET /api/v1/status       version, uptime, what was received and what is stored\n"
    "GET /api/v1/services     services with their records\n"
    "GET /api/v1/traces       service operation kind min_duration_ms max_duration_ms has_error\n"
    "GET /api/v1/traces/{id}  the spans of one trace\n"
    "GET /api/v1/spans        as traces, and trace_id name\n"
    "GET /api/v1/logs         service severity search trace_id span_id\n"
    "GET /api/v1/metrics      service name latest; with name: aggregate group_by\n\n"
    "All lists: start end attribute=key%3Dvalue limit offset\n";

using JsonHandler = std::function<nlohmann::json(const httplib::Request&)>;

void answer_error(httplib::Response& response, int status, const std::string& message) {
    response.status = status;
    response.set_content(dump({{"error", message}}), kJsonType);
}

httplib::Server::Handler json_handler(JsonHandler handler) {
    return [handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
        try {
            response.set_content(dump(handler(request)), kJsonType);
        } catch (const BadParameter& error) {
            answer_error(response, 400, error.what());
        } catch (const DatabaseError& error) {
            answer_error(response, 500, std::string("the database answered: ") + error.what());
        }
    };
}

void refuse_method(const httplib::Request&, httplib::Response& response) {
    response.set_header("Allow", "GET");
    answer_error(response, 405, "only GET is answered here");
}

nlohmann::json as_json(const StoredCounts& counts) {
    return {{"spans", counts.spans}, {"logs", counts.logs}, {"metric_points", counts.metric_points}};
}

nlohmann::json status_of(Store& store, const Ingest& ingest, std::chrono::steady_clock::time_point started) {
    const auto& received = ingest.received();
    const std::chrono::duration<double> uptime = std::chrono::steady_clock::now() - started;
    return {{"version", TELEMETRYFLOW_LOCAL_VERSION},
            {"uptime_seconds", uptime.count()},
            {"counts",
             {{"batches", received.batches.load()},
              {"spans", received.spans.load()},
              {"logs", received.logs.load()},
              {"metric_points", received.metric_points.load()}}},
            {"received_bytes", received.bytes.load()},
            {"rejected", {{"spans", received.rejected_spans.load()}}},
            {"stored", as_json(store.stored())},
            {"dropped", as_json(store.removed())}};
}

nlohmann::json metrics_of(Store& store, const httplib::Request& request) {
    const auto query = read_metric_query(request);
    if (!query.aggregate) return store.metrics(query.filter);
    return store.aggregate(query.filter, *query.aggregate, query.group_by);
}

void answer_trace(Store& store, const httplib::Request& request, httplib::Response& response) {
    json_handler([&store, &response](const httplib::Request& asked) -> nlohmann::json {
        const Parameters parameters(asked, {});
        const auto trace_id = read_trace_id(asked.matches[1].str());
        auto trace = store.trace(trace_id);
        if (!trace.is_null()) return trace;
        response.status = 404;
        return {{"error", "no trace " + trace_id + " is stored"}};
    })(request, response);
}

}  // namespace

void add_api_routes(HttpServer& server, Store& store, const Ingest& ingest) {
    const auto get = [&server](const std::string& path, httplib::Server::Handler handler) {
        server.Get(path, std::move(handler));
        const httplib::Server::Handler refuse = &refuse_method;
        server.Post(path, refuse);
        server.Put(path, refuse);
        server.Patch(path, refuse);
        server.Delete(path, refuse);
    };
    get("/", [](const httplib::Request&, httplib::Response& response) { response.set_content(kIndex, "text/plain"); });
    get("/api/v1/status",
        json_handler([&store, &ingest, started = std::chrono::steady_clock::now()](const auto& request) {
            const Parameters parameters(request, {});
            return status_of(store, ingest, started);
        }));
    get("/api/v1/services", json_handler([&store](const auto& request) {
            const Parameters parameters(request, {});
            return store.services();
        }));
    get("/api/v1/traces",
        json_handler([&store](const auto& request) { return store.traces(read_trace_filter(request)); }));
    get("/api/v1/traces/([^/]*)",
        [&store](const auto& request, auto& response) { answer_trace(store, request, response); });
    get("/api/v1/spans",
        json_handler([&store](const auto& request) { return store.spans(read_span_filter(request)); }));
    get("/api/v1/logs", json_handler([&store](const auto& request) { return store.logs(read_log_filter(request)); }));
    get("/api/v1/metrics", json_handler([&store](const auto& request) { return metrics_of(store, request); }));

    server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
        answer_error(response, 500, "internal error");
    });
    server.set_error_handler(httplib::Server::Handler([](const httplib::Request&, httplib::Response& response) {
        if (response.status == 404 && response.body.empty()) {
            answer_error(response, 404, "no such path; GET / lists those that exist");
        }
    }));
}

}  // namespace telemetryflow::local
