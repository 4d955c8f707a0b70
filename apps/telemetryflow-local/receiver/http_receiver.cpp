#include "receiver/http_receiver.hpp"

#include "receiver/http_body.hpp"
#include "receiver/otlp_json.hpp"
#include "receiver/rpc_status.hpp"

namespace telemetryflow::local {

namespace {

constexpr const char* kProtobufType = "application/x-protobuf";
constexpr const char* kJsonType = "application/json";

std::optional<std::string> header(const httplib::Request& request, const char* name) {
    if (!request.has_header(name)) return std::nullopt;
    return request.get_header_value(name);
}

void answer_refusal(httplib::Response& response, const HttpRefusal& refusal, Encoding encoding) {
    response.status = refusal.status;
    const int code = rpc_code_of(refusal.status);
    if (encoding == Encoding::Protobuf) {
        response.set_content(rpc_status_protobuf(code, refusal.message), kProtobufType);
    } else {
        response.set_content(dump({{"code", code}, {"message", refusal.message}}), kJsonType);
    }
}

template <typename Request>
void decode(const std::string& body, Encoding encoding, Request& message) {
    if (encoding == Encoding::Protobuf) {
        if (!message.ParseFromString(body)) throw HttpRefusal{400, "the body is not the protobuf message of this path"};
        return;
    }
    try {
        parse_otlp_json(body, message);
    } catch (const OtlpJsonError& error) {
        throw HttpRefusal{400, error.what()};
    }
}

template <typename Request>
std::string encode(const typename SignalTraits<Request>::Response& answer, Encoding encoding) {
    if (encoding == Encoding::Protobuf) return answer.SerializeAsString();
    auto json = nlohmann::json::object();
    if (answer.has_partial_success()) {
        json["partialSuccess"] = {
            {SignalTraits<Request>::kRejectedField, std::to_string(SignalTraits<Request>::rejected(answer))},
            {"errorMessage", answer.partial_success().error_message()}};
    }
    return dump(json);
}

template <typename Request>
class OtlpRoute {
public:
    OtlpRoute(Ingest& ingest, const KeyCheck& keys, KeyRule rule) : ingest_(ingest), keys_(keys), rule_(rule) {}

    void operator()(const httplib::Request& request, httplib::Response& response,
                    const httplib::ContentReader& reader) const {
        const HttpBody body(request, reader);
        const PresentedKey presented{header(request, "X-TelemetryFlow-Key-ID"),
                                     header(request, "X-TelemetryFlow-Key-Secret"), header(request, "Authorization")};
        if (const auto why = keys_.refusal(presented, rule_)) {
            response.status = 401;
            response.set_content(dump({{"error", *why}}), kJsonType);
            return;
        }
        auto encoding = Encoding::Json;
        try {
            encoding = encoding_of(request);
            accept(body.decoded(), encoding, response);
        } catch (const HttpRefusal& refusal) {
            answer_refusal(response, refusal, encoding);
        } catch (const DatabaseError& error) {
            answer_refusal(response, {503, std::string("cannot store the batch: ") + error.what()}, encoding);
        }
    }

private:
    void accept(const std::string& body, Encoding encoding, httplib::Response& response) const {
        Request message;
        decode(body, encoding, message);
        const bool protobuf = encoding == Encoding::Protobuf;
        const auto answer = ingest_.accept(message, protobuf ? "http/protobuf" : "http/json", body.size());
        response.status = 200;
        response.set_content(encode<Request>(answer, encoding), protobuf ? kProtobufType : kJsonType);
    }

    Ingest& ingest_;
    const KeyCheck& keys_;
    KeyRule rule_;
};

void refuse_method(const httplib::Request&, httplib::Response& response) {
    response.status = 405;
    response.set_header("Allow", "POST");
    response.set_content("Method not allowed\n", "text/plain");
}

template <typename Request>
void add_routes(HttpServer& server, Ingest& ingest, const KeyCheck& keys) {
    for (const auto rule : {KeyRule::Open, KeyRule::WellFormed}) {
        const std::string path = (rule == KeyRule::Open ? "/v1/" : "/v2/") + std::string(SignalTraits<Request>::kName);
        server.Post(path, httplib::Server::HandlerWithContentReader(OtlpRoute<Request>(ingest, keys, rule)));
        const httplib::Server::Handler refuse = &refuse_method;
        server.Get(path, refuse);
        server.Put(path, refuse);
        server.Patch(path, refuse);
        server.Delete(path, refuse);
        server.Options(path, refuse);
    }
}

}  // namespace

void add_otlp_routes(HttpServer& server, Ingest& ingest, const KeyCheck& keys) {
    add_routes<TraceRequest>(server, ingest, keys);
    add_routes<LogsRequest>(server, ingest, keys);
    add_routes<MetricsRequest>(server, ingest, keys);
}

}  // namespace telemetryflow::local
