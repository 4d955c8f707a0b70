#pragma once

@if telemetry
// The whole service for a test: on a database of its own, on a free port, with its telemetry kept in memory.
@else
// The whole service for a test: on a database of its own, on a free port.
@end

#include <memory>
#include <string>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "infrastructure/database.hpp"
#include "interface/service.hpp"
#include "support/expect.hpp"
#include "support/running_server.hpp"
#include "support/test_database.hpp"
@if telemetry
#include "support/test_telemetry.hpp"
@end

namespace @{module} {

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

@if telemetry
    /// Stops the service, and returns what it exported as OTLP/JSON.
    std::string exported() {
        running_.reset();
        return telemetry_.exported();
    }
@end
@if auth

    static constexpr const char* kKey = "key-of-the-test";
@end
@if cors

    static constexpr const char* kOrigin = "https://pages.example";
@end

private:
    static Settings settings() {
        Settings settings;
@if auth
        settings.api_keys = {"another-key", kKey};
@end
@if cors
        settings.cors_origins = {kOrigin};
@end
        return settings;
    }

    TestDatabase where_;
@if telemetry
    TestTelemetry telemetry_;
    Database database_{telemetry_.client(), where_.url()};
    Service service_{telemetry_.client(), database_, settings()};
@else
    Database database_{where_.url()};
    Service service_{database_, settings()};
@end
    std::unique_ptr<RunningServer> running_ = std::make_unique<RunningServer>(service_.server());
    httplib::Client http_{running_->url()};
};

}  // namespace @{module}
