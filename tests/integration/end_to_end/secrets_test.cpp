// A backend that says back everything that it was told: whatever happens, the key appears in nothing the SDK says.

#include <functional>
#include <sstream>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/reserved_port.hpp"
#include "support/rpc_status_bytes.hpp"
#include "support/scripted_http_server.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using std::chrono::milliseconds;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;

const std::string kSecret(kKeySecret);
const std::string kToken = "token-canary-77aa";
const std::string kBearer = "Bearer " + std::string(kKeyId) + ":" + kSecret;

/// Every answer that a header or a body can carry the secrets in.
std::vector<ScriptedAnswer> talkative_answers() {
    const std::string text = "you said " + kBearer + " and " + kToken + ", " + kSecret;
    const std::string protobuf = "Content-Type: application/x-protobuf\r\n";
    std::vector<ScriptedAnswer> answers;
    for (const int code : {400, 401, 403, 404, 429, 500, 503}) {
        answers.push_back(
            ScriptedAnswer::status(code, "Content-Type: text/plain\r\nX-Echo: " + kBearer + "\r\n", text));
        answers.push_back(
            ScriptedAnswer::status(code, "Content-Type: application/json\r\n", "{\"error\": \"" + text + "\"}"));
        answers.push_back(ScriptedAnswer::status(code, protobuf, test::rpc_status(3, text)));
        answers.push_back(ScriptedAnswer::status(code, "Retry-After: " + kSecret + "\r\n"));
    }
    const auto partial = test::length_field(1, test::varint_field(1, 1) + test::length_field(2, text));
    answers.push_back(ScriptedAnswer::status(200, protobuf, partial));
    answers.push_back(ScriptedAnswer::status(200, "Content-Type: text/html\r\n", text));
    answers.push_back(ScriptedAnswer::status(301, "Location: https://elsewhere.test/?key=" + kSecret + "\r\n"));
    answers.push_back({.bytes = "HTTP/1.1 400 " + kSecret + "\r\nContent-Length: 0\r\n\r\n", .then = {}});
    answers.push_back({.bytes = kSecret + "\r\n", .then = ScriptedAnswer::Then::Close});
    answers.push_back({.bytes = "HTTP/1.1 200 OK\r\n" + kSecret, .then = ScriptedAnswer::Then::Reset});
    answers.push_back({.bytes = {}, .then = ScriptedAnswer::Then::Hang});
    return answers;
}

class Listener {
public:
    void hear(const std::string& text) { heard_ += text + '\n'; }
    template <class Printable>
    void hear_printed(const Printable& printable) {
        std::ostringstream out;
        out << printable;
        hear(out.str());
    }
    void hear_error(const std::function<void()>& work) {
        try {
            work();
        } catch (const std::exception& error) {
            hear(error.what());
        }
    }
    /// Checks that something was said, and no secret.
    void expect_no_secret() const {
        EXPECT_FALSE(heard_.empty());
        EXPECT_EQ(heard_.find(kSecret), std::string::npos) << heard_;
        EXPECT_EQ(heard_.find("canary"), std::string::npos) << heard_;
    }

private:
    std::string heard_;
};

void hear_everything(EndToEndClient& client, Listener& listener) {
    listener.hear_printed(client.client);
    listener.hear_printed(client->config());
    listener.hear_printed(*client->config().credentials);
    listener.hear_printed(client->get_status());
    listener.hear(client->get_status().to_json());
    listener.hear(client->get_status().last_error);
    const auto health = client->query(GetHealthQuery{});
    listener.hear_printed(health);
    listener.hear(health.to_json());
    listener.hear(client.log->text());
}

TelemetryFlowBuilder builder_to(const std::string& endpoint) {
    auto builder = quick_builder(endpoint);
    builder.with_header("X-Session", kToken).with_retry(true, 1, milliseconds(1));
    return builder;
}

TelemetryFlowBuilder builder_to(const ScriptedHttpServer& server, const ScriptedAnswer& answer) {
    auto builder = builder_to(server.url());
    builder.with_http();
    if (answer.then == ScriptedAnswer::Then::Hang) builder.with_timeout(milliseconds(500));
    return builder;
}

TEST(SecretsTest, NoAnswerMakesTheClientSayThem) {
    for (const auto& answer : talkative_answers()) {
        SCOPED_TRACE(answer.bytes);
        ScriptedHttpServer server;
        for (int i = 0; i < 6; ++i)
            server.script(answer);
        auto builder = builder_to(server, answer);
        builder.with_traces_only().with_retry_max_backoff(std::chrono::seconds(30));
        EndToEndClient client(builder);
        client.record_spans(2);
        Listener listener;
        EXPECT_TRUE(test::wait_until([&] {
            client->flush(milliseconds(100));
            return !client.log->text().empty();
        }));
        hear_everything(client, listener);
        client->shutdown(milliseconds(20));
        hear_everything(client, listener);
        listener.expect_no_secret();
        EXPECT_FALSE(server.requests().empty());
    }
}

TEST(SecretsTest, NoAnswerToAQueryMakesItsErrorSayThem) {
    for (const auto& answer : talkative_answers()) {
        SCOPED_TRACE(answer.bytes);
        ScriptedHttpServer server;
        server.script(answer);
        EndToEndClient client(builder_to(server, answer));
        Listener listener;
        listener.hear_error([&] { static_cast<void>(client->query(GetLogsQuery{})); });
        listener.expect_no_secret();
        EXPECT_TRUE(test::wait_until([&] { return server.requests().size() == 1; }));
    }
    ScriptedHttpServer server;
    server.script(ScriptedAnswer::status(200, "Content-Type: application/json\r\n",
                                         R"({"total": ")" + kSecret + R"(", "items": []})"));
    auto builder = builder_to(server.url());
    builder.with_http();
    EndToEndClient client(builder);
    Listener listener;
    listener.hear_error([&] { static_cast<void>(client->query(GetLogsQuery{})); });
    listener.expect_no_secret();
}

TEST(SecretsTest, NoMissingServerMakesTheClientSayThem) {
    for (const Protocol protocol : {Protocol::Grpc, Protocol::Http}) {
        for (const std::string scheme : {"http://", "https://"}) {
            const test::ReservedPort nobody;
            auto builder = builder_to(scheme + "127.0.0.1:" + std::to_string(nobody.number()));
            builder.with_protocol(protocol);
            EndToEndClient client(builder);
            client.record_spans(2);
            client->log_info("hello");
            client->flush(milliseconds(300));
            Listener listener;
            hear_everything(client, listener);
            listener.hear_error([&] { static_cast<void>(client->query(GetLogsQuery{})); });
            listener.expect_no_secret();
        }
    }
}

TEST(SecretsTest, NoFaultOfTheBuilderSaysThem) {
    const std::vector<std::function<void(TelemetryFlowBuilder&)>> faults{
        [](auto& b) { b.with_api_key("wrong", kSecret); },
        [](auto& b) { b.with_api_key("tfk_1", kSecret + "\r\nX-Injected: 1"); },
        [](auto& b) { b.with_api_key(kSecret, "tfk_swapped"); },
        [](auto& b) { b.with_endpoint("http://user:" + kSecret + "@collector.test:4318"); },
        [](auto& b) { b.with_endpoint("http://collector.test:4318?key=" + kSecret); },
        [](auto& b) { b.with_header("X-Session", kToken + "\n"); },
        [](auto& b) { b.with_header("Authorization", kBearer); },
        [](auto& b) { b.with_endpoint("http://collector.test:4318"); },
    };
    for (std::size_t i = 0; i < faults.size(); ++i) {
        SCOPED_TRACE(i);
        auto builder = builder_to("http://127.0.0.1:1");
        faults[i](builder);
        Listener listener;
        listener.hear_error([&] { static_cast<void>(builder.build()); });
        listener.expect_no_secret();
    }
}

}  // namespace
}  // namespace telemetryflow::tests
