#pragma once

// A SpdlogSink for every logger that spdlog knows when this is made, for its own life. spdlog lets nobody change the
// sinks of a logger that is in use: make it before threads log, and let it go when they have stopped. The client must
// outlive it.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <spdlog/async_logger.h>
#include <spdlog/spdlog.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/spdlog.hpp"

namespace telemetryflow::integration {

class SpdlogLoggers {
public:
    /// Asynchronous loggers are replaced in spdlog's registry by a front (make_front_logger()); who holds one already
    /// goes on with it. Loggers that are made later are not touched.
    explicit SpdlogLoggers(TelemetryFlowClient& client) : sink_(std::make_shared<SpdlogSink>(client)) {
        std::vector<std::shared_ptr<spdlog::logger>> known;
        spdlog::apply_all([&](std::shared_ptr<spdlog::logger> logger) { known.push_back(std::move(logger)); });
        for (const auto& logger : known) {
            if (dynamic_cast<spdlog::async_logger*>(logger.get()) != nullptr) {
                fronts_.push_back({logger, make_front_logger(client, logger)});
                replace(logger, fronts_.back().front);
            } else {
                logger->sinks().push_back(sink_);
                loggers_.push_back(logger);
            }
        }
    }
    ~SpdlogLoggers() {
        for (const auto& logger : loggers_)
            std::erase(logger->sinks(), sink_);
        for (const auto& [behind, front] : fronts_) {
            behind->set_level(front->level());
            replace(front, behind);
            front->sinks().erase(front->sinks().begin());
        }
    }
    SpdlogLoggers(const SpdlogLoggers&) = delete;
    SpdlogLoggers& operator=(const SpdlogLoggers&) = delete;

    [[nodiscard]] std::size_t count() const noexcept { return loggers_.size() + fronts_.size(); }

private:
    struct Front {
        std::shared_ptr<spdlog::logger> behind;
        std::shared_ptr<spdlog::logger> front;
    };

    // Where the registry has `old`; the program may have replaced it meanwhile.
    static void replace(const std::shared_ptr<spdlog::logger>& old, const std::shared_ptr<spdlog::logger>& now) {
        if (spdlog::default_logger() == old) {
            spdlog::set_default_logger(now);
        } else if (spdlog::get(old->name()) == old) {
            spdlog::drop(old->name());
            spdlog::register_logger(now);
        }
    }

    spdlog::sink_ptr sink_;
    std::vector<std::shared_ptr<spdlog::logger>> loggers_;
    std::vector<Front> fronts_;
};

}  // namespace telemetryflow::integration
