// spdlog's asynchronous logger: formats on the caller, lays the line out on its thread, where a sink counts it. It
// knows no spans; two values are formatted into the line where the others have attributes.

#include <atomic>
#include <memory>

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/base_sink.h>

#include "harness/request.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

class CountingSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    [[nodiscard]] std::uint64_t lines() const { return lines_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t flushes() const { return flushes_.load(std::memory_order_acquire); }
    void wait_for_flush(std::uint64_t before) const { flushes_.wait(before, std::memory_order_acquire); }

private:
    // As a file's sink does before it writes.
    void sink_it_(const spdlog::details::log_msg& message) override {
        line_.clear();
        formatter_->format(message, line_);
        lines_.fetch_add(1, std::memory_order_relaxed);
    }
    void flush_() override {
        flushes_.fetch_add(1, std::memory_order_release);
        flushes_.notify_all();
    }

    spdlog::memory_buf_t line_;
    std::atomic<std::uint64_t> lines_{0};
    std::atomic<std::uint64_t> flushes_{0};
};

class SpdlogLogger final : public Destination {
public:
    [[nodiscard]] spdlog::logger& logger() { return *logger_; }

    [[nodiscard]] const std::string& subject() const override {
        static const std::string name("spdlog async");
        return name;
    }
    void drain() override {
        const std::uint64_t before = sink_->flushes();
        logger_->flush();
        sink_->wait_for_flush(before);
    }
    [[nodiscard]] std::uint64_t arrived(std::string_view) override {
        drain();
        return sink_->lines();
    }

private:
    static constexpr std::size_t kQueue = 8'192;

    std::shared_ptr<CountingSink> sink_ = std::make_shared<CountingSink>();
    std::shared_ptr<spdlog::details::thread_pool> pool_ = std::make_shared<spdlog::details::thread_pool>(kQueue, 1);
    std::shared_ptr<spdlog::async_logger> logger_ =
        std::make_shared<spdlog::async_logger>("bench", sink_, pool_, spdlog::async_overflow_policy::block);
};

}  // namespace

void add_spdlog_operations(OperationList& list) {
    static SpdlogLogger subject;
    add_operation(list, "log, 2 attributes, inside a span", subject,
                  {.kind = "logs", .records = 1, .burst = 4'096, .room = 6'144}, [] {
                      return [&logger = subject.logger(), login = Login{}] {
                          logger.info("user logged in user.id={} attempt={}", login.user, login.attempt);
                      };
                  });
}

}  // namespace telemetryflow::bench
