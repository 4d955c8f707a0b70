#pragma once

// Records of glog as log records of OpenTelemetry. Component `glog`. Tested with glog 0.6.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include <glog/logging.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/library_log.hpp"

namespace telemetryflow::integration {

/// A sink that takes part in glog for its own life, beside the log files; it takes no lock and, but for FATAL, waits
/// for nothing. Any thread may log. The client must outlive it. INFO (VLOG too), WARNING, ERROR and FATAL become Info,
/// Warn, Error and Fatal. A record has the time and the source location of the call and belongs to the span that is
/// current there; the body is the bare message.
///
/// LOG(FATAL) and a failed CHECK end the process: what was recorded until then is delivered first, for at most
/// `fatal_flush`.
class GlogSink final : public google::LogSink {
public:
    explicit GlogSink(TelemetryFlowClient& client,
                      std::chrono::milliseconds fatal_flush = std::chrono::milliseconds(2000))
        : client_(client), fatal_flush_(fatal_flush) {
        google::AddLogSink(this);
    }
    ~GlogSink() override { google::RemoveLogSink(this); }
    GlogSink(const GlogSink&) = delete;
    GlogSink& operator=(const GlogSink&) = delete;

    using google::LogSink::send;
    void send(google::LogSeverity severity, const char* full_filename, const char*, int line,
              const google::LogMessageTime& time, const char* message, std::size_t message_length) override {
        constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;
        constexpr std::uint64_t kNanosecondsPerMicrosecond = 1'000;
        LibraryLog log;
        log.message = {message, message_length};
        log.severity = severity_of(severity);
        log.timestamp_unix_nano = static_cast<std::uint64_t>(time.timestamp()) * kNanosecondsPerSecond +
                                  static_cast<std::uint64_t>(time.usec()) * kNanosecondsPerMicrosecond;
        log.file = full_filename;
        log.line = line;
        emit_log(client_, log);
        if (severity == google::GLOG_FATAL) fatal_.store(true, std::memory_order_relaxed);
    }

    /// Called by glog after each record, and before it ends the process.
    void WaitTillSent() override {
        if (!fatal_.exchange(false, std::memory_order_relaxed)) return;
        try {
            client_.flush(fatal_flush_);
        } catch (...) {
            // The process ends for another reason, and a client that delivers nothing does not change it.
        }
    }

private:
    [[nodiscard]] static SeverityLevel severity_of(google::LogSeverity severity) noexcept {
        switch (severity) {
            case google::GLOG_WARNING: return SeverityLevel::Warn;
            case google::GLOG_ERROR: return SeverityLevel::Error;
            case google::GLOG_FATAL: return SeverityLevel::Fatal;
            default: return SeverityLevel::Info;
        }
    }

    TelemetryFlowClient& client_;
    const std::chrono::milliseconds fatal_flush_;
    std::atomic<bool> fatal_{false};
};

}  // namespace telemetryflow::integration
