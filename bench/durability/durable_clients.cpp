#include "durability/durable_clients.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "harness/keep.hpp"
#include "harness/request.hpp"
#include "ours/our_traits.hpp"

namespace telemetryflow::bench {
namespace {

std::string new_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tf-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder: " + name);
    return name;
}

}  // namespace

DurableClients::DurableClients()
    : folder_(new_folder()),
      clients_{client(Durability::Memory, std::string(kOurs)), client(Durability::Process, "in mode process"),
               client(Durability::Disk, "in mode disk")},
      sync_(client(Durability::Sync, "in mode sync")) {}

DurableClients::~DurableClients() {
    for (auto& client : clients_)
        client.reset();
    sync_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::unique_ptr<OurClient> DurableClients::client(Durability durability, std::string subject) const {
    const auto change = [&](TelemetryConfig& config) {
        config.durability = durability;
        config.state_directory = folder_;
        // A service of its own, so that none finds what another left.
        config.service_name = "bench-" + std::string(to_string(durability));
    };
    return std::make_unique<OurClient>(change, std::move(subject));
}

void DurableClients::add_operations(OperationList& list) {
    for (const auto& subject : clients_) {
        TelemetryFlowClient& client = subject->client();
        add_operation(list, "span, 3 attributes", *subject, record_traits("spans"), [&client] {
            return [&client, request = Request{}] {
                const Span span = client.span("GET /users/{id}", SpanKind::Server,
                                              {{"http.request.method", request.method},
                                               {"http.route", request.route},
                                               {"http.response.status_code", request.status}});
                keep(span);
            };
        });
        add_operation(list, "log, 2 attributes", *subject, record_traits("logs"), [&client] {
            return [&client, login = Login{}] {
                client.log_info("user logged in", {{"user.id", login.user}, {"attempt", login.attempt}});
            };
        });
    }
}

}  // namespace telemetryflow::bench
