// The same programs over the OpenTelemetry API, once with our SDK and once with opentelemetry-cpp's, put the same
// telemetry on the wire. Where they do not, docs/differences.md has a row that says which sentence of the specification
// decides; and it has no row for what is alike.

#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>

#include "differential/normalised.hpp"
#include "support/otlp_requests.hpp"
#include "support/server_process.hpp"

namespace telemetryflow::differential {
namespace {

using ByScenario = std::map<std::string, std::vector<ReceivedRequest>>;

// One for both, by the path that they send to.
class Receiver {
public:
    Receiver() {
        server_.Post("/(ours|peer)/v1/(traces|metrics|logs)", [this](const httplib::Request& request,
                                                                     httplib::Response& response) {
            const SignalType signal = *signal_type_from_string(std::string(request.matches[2]));
            const std::lock_guard lock(mutex_);
            received_[request.matches[1]][scenario_of(signal, request.body)].push_back({signal, request.body});
            response.set_content("", "application/x-protobuf");
        });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        while (!server_.is_running())
            std::this_thread::yield();
    }
    ~Receiver() {
        server_.stop();
        thread_.join();
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    [[nodiscard]] std::string endpoint(const std::string& subject) const {
        return "http://127.0.0.1:" + std::to_string(port_) + "/" + subject;
    }
    [[nodiscard]] ByScenario received(const std::string& subject) {
        const std::lock_guard lock(mutex_);
        return received_[subject];
    }

private:
    static std::string scenario_of(SignalType signal, const std::string& body) {
        tests::Resource resource;
        switch (signal) {
            case SignalType::Traces: resource = tests::decode_traces(body).resource_spans(0).resource(); break;
            case SignalType::Logs: resource = tests::decode_logs(body).resource_logs(0).resource(); break;
            case SignalType::Metrics: resource = tests::decode_metrics(body).resource_metrics(0).resource(); break;
        }
        return tests::attributes_of(resource)["scenario"];
    }

    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
    std::mutex mutex_;
    std::map<std::string, ByScenario> received_;
};

std::vector<std::string> scenario_names() {
    std::vector<std::string> names;
    std::unique_ptr<FILE, int (*)(FILE*)> out(::popen(DIFFERENTIAL_OURS " --list", "r"), ::pclose);
    char line[256];
    while (std::fgets(line, sizeof(line), out.get()) != nullptr)
        names.emplace_back(line, std::strcspn(line, "\n"));
    return names;
}

// The scenarios that docs/differences.md has a row for: its first cells, in which * stands for anything.
std::vector<std::pair<std::string, std::regex>> known_differences() {
    std::ifstream file(DIFFERENCES);
    std::vector<std::pair<std::string, std::regex>> rows;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| `")) continue;
        const std::string cell = line.substr(2, line.find('|', 2) - 2);
        static const std::regex kName("`([^`]+)`");
        for (std::sregex_iterator name(cell.begin(), cell.end(), kName); name != std::sregex_iterator(); ++name) {
            const std::string pattern = (*name)[1];
            std::string expression;
            for (const char c : pattern)
                expression += c == '*' ? std::string(".*") : c == '.' ? std::string("\\.") : std::string(1, c);
            rows.emplace_back(pattern, std::regex(expression));
        }
    }
    return rows;
}

TEST(DifferentialTest, BothSdksPutTheSameOnTheWire) {
    Receiver receiver;
    for (const auto& [subject, program] :
         std::map<std::string, std::string>{{"ours", DIFFERENTIAL_OURS}, {"peer", DIFFERENTIAL_PEER}}) {
        test::ServerProcess process({program, "--endpoint", receiver.endpoint(subject)});
        ASSERT_EQ(process.wait(), 0) << subject;
    }
    const ByScenario ours = receiver.received("ours");
    const ByScenario peer = receiver.received("peer");
    const auto rows = known_differences();
    const std::vector<std::string> names = scenario_names();
    EXPECT_GE(names.size(), 150U);
    std::set<std::string> used;
    int differing = 0;
    for (const std::string& name : names) {
        const auto text_of = [&](const ByScenario& received) {
            const auto found = received.find(name);
            return found == received.end() ? std::string() : normalised(name, found->second);
        };
        const std::string of_ours = text_of(ours);
        const std::string of_peer = text_of(peer);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const auto& known) { return std::regex_match(name, known.second); });
        if (of_ours == of_peer) continue;
        ++differing;
        if (row != rows.end()) {
            used.insert(row->first);
            continue;
        }
        ADD_FAILURE() << name << " differs, and docs/differences.md does not say why.\nours:\n"
                      << of_ours.substr(0, 2000) << "peer:\n"
                      << of_peer.substr(0, 2000);
    }
    for (const auto& [pattern, expression] : rows)
        EXPECT_EQ(used.count(pattern), 1U) << "docs/differences.md tells of a difference that is none: " << pattern;
    std::cout << names.size() << " scenarios, " << differing << " differ as docs/differences.md says\n";
}

}  // namespace
}  // namespace telemetryflow::differential
