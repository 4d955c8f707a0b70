// The service that the W3C's trace-context test harness asks for (github.com/w3c/trace-context, test/): POST /test has
// a JSON list of {"url": ..., "arguments": ...}; the arguments are posted on to each url, with the headers that the SDK
// propagates. It exports nothing.
//
//   w3c_service [port]      without a port, a free one is picked; the first line of output names it

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <pthread.h>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

namespace {

using namespace telemetryflow;

// scheme://host:port of a URL, and what follows it.
std::pair<std::string, std::string> split(const std::string& url) {
    const std::size_t slash = url.find('/', url.find("://") + 3);
    if (slash == std::string::npos) return {url, "/"};
    return {url.substr(0, slash), url.substr(slash)};
}

void post_on(TelemetryFlowClient& client, const nlohmann::json& targets) {
    for (const nlohmann::json& target : targets) {
        const auto [server, path] = split(target.at("url").get<std::string>());
        HttplibClient(client, server).post(path, target.at("arguments").dump(), "application/json");
    }
}

}  // namespace

int main(int argc, char** argv) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto client = TelemetryFlowBuilder()
                      .with_backend_profile(BackendProfile::Otlp)
                      .with_service("w3c-trace-context")
                      .with_exporter(std::make_unique<testing::InMemoryExporter>(
                          std::make_shared<testing::InMemoryExporter::Record>()))
                      .build();
    client.initialize();
    const HttplibMiddleware middleware(client);
    httplib::Server server;
    server.set_keep_alive_timeout(1);
    middleware.install(server);
    server.Post("/test", HttplibMiddleware::route("/test", [&](const auto& request, auto& response) {
                    const auto targets = nlohmann::json::parse(request.body, nullptr, false);
                    if (!targets.is_array()) {
                        response.status = 400;
                        return;
                    }
                    post_on(client, targets);
                }));
    const int wanted = argc > 1 ? std::atoi(argv[1]) : 0;
    const int port =
        wanted == 0 ? server.bind_to_any_port("127.0.0.1") : (server.bind_to_port("127.0.0.1", wanted) ? wanted : -1);
    if (port < 0) {
        std::cerr << "cannot listen on 127.0.0.1:" << wanted << '\n';
        return 1;
    }
    std::cout << "listening on http://127.0.0.1:" << port << "/test" << std::endl;
    std::thread serving([&] { server.listen_after_bind(); });
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    serving.join();
}
