#pragma once

// The whole service for a test: on a database of its own, on a free port, with its telemetry kept in memory.

#include <memory>
#include <string>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "infrastructure/database.hpp"
#include "interface/service.hpp"
#include "support/running_server.hpp"
#include "support/test_database.hpp"
#include "support/test_telemetry.hpp"

namespace app {

class TestService {
public:
    TestService() {
@if auth
        http_.set_default_headers({{"X-API-Key", kKey}});
@end
    }

    /// Speaks to the service.
    httplib::Client& http() { return http_; }
    httplib::Result post(const std::string& path, const nlohmann::json& body) {
        return http_.Post(path.c_str(), body.dump(), "application/json");
    }
    httplib::Result put(const std::string& path, const nlohmann::json& body) {
        return http_.Put(path.c_str(), body.dump(), "application/json");
    }
    std::string url() const { return running_->url(); }
    Database& database() { return database_; }

    /// Stops the service, and returns what it exported as OTLP/JSON.
    std::string exported() {
        running_.reset();
        return telemetry_.exported();
    }
@if auth

    static constexpr const char* kKey = "key-of-the-test";
@end

private:
    TestDatabase where_;
    TestTelemetry telemetry_;
    Database database_{telemetry_.client(), where_.url()};
@if auth
    Service service_{telemetry_.client(), database_, ApiKeys({"another-key", kKey})};
@else
    Service service_{telemetry_.client(), database_};
@end
    std::unique_ptr<RunningServer> running_ = std::make_unique<RunningServer>(service_.server());
    httplib::Client http_{running_->url()};
};

}  // namespace app
