#pragma once

// A sink that hands every record to another logger. It shares the ownership of that logger and is as thread-safe as it.

#include <memory>
#include <string>
#include <utility>

#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

namespace telemetryflow::integration {

class SpdlogForwardSink final : public spdlog::sinks::sink {
public:
    explicit SpdlogForwardSink(std::shared_ptr<spdlog::logger> target) noexcept : target_(std::move(target)) {}

    void log(const spdlog::details::log_msg& message) override {
        target_->log(message.time, message.source, message.level, message.payload);
    }
    void flush() override { target_->flush(); }
    void set_pattern(const std::string& pattern) override { target_->set_pattern(pattern); }
    void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override {
        target_->set_formatter(std::move(formatter));
    }

private:
    std::shared_ptr<spdlog::logger> target_;
};

}  // namespace telemetryflow::integration
