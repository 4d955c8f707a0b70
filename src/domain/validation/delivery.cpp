#include <string>

#include "domain/config_validation.hpp"

namespace telemetryflow {
namespace {

using Duration = TelemetryConfig::Duration;

constexpr std::size_t kKiB = 1U << 10U;
constexpr std::size_t kMiB = 1U << 20U;

std::string shown(Duration value) {
    return std::to_string(value.count()) + " ms";
}
std::string shown(std::size_t bytes) {
    return std::to_string(bytes) + " bytes";
}

void check_retry(const TelemetryConfig& config, FaultList& faults) {
    if (config.retry_backoff <= Duration::zero()) {
        faults.must_be("retry_backoff", "more than 0 ms", shown(config.retry_backoff),
                       "set with_retry() or TELEMETRYFLOW_RETRY_BACKOFF");
    }
    if (config.retry_max_backoff < config.retry_backoff) {
        faults.must_be("retry_max_backoff", "at least retry_backoff (" + shown(config.retry_backoff) + ")",
                       shown(config.retry_max_backoff),
                       "set with_retry_max_backoff() or TELEMETRYFLOW_RETRY_MAX_BACKOFF");
    }
}

void check_batches(const TelemetryConfig& config, FaultList& faults) {
    constexpr std::size_t kSmallest = 64 * kKiB;
    constexpr std::size_t kLargest = 4 * kMiB - 64 * kKiB;
    if (config.batch_timeout <= Duration::zero()) {
        faults.must_be("batch_timeout", "more than 0 ms", shown(config.batch_timeout),
                       "set with_batch_settings() or TELEMETRYFLOW_BATCH_TIMEOUT");
    }
    if (config.batch_max_size == 0) {
        faults.must_be("batch_max_size", "at least 1", "0",
                       "set with_batch_settings() or TELEMETRYFLOW_BATCH_MAX_SIZE");
    }
    if (config.batch_max_bytes < kSmallest || config.batch_max_bytes > kLargest) {
        faults.must_be("batch_max_bytes", "from 65536 (64 KiB) to 4128768 (4 MiB - 64 KiB) bytes",
                       shown(config.batch_max_bytes), "set with_batch_bytes() or TELEMETRYFLOW_BATCH_MAX_BYTES");
    }
}

void check_buffer(const TelemetryConfig& config, FaultList& faults) {
    if (config.buffer_bytes < kMiB || config.buffer_bytes > kKiB * kMiB) {
        faults.must_be("buffer_bytes", "from 1 MiB to 1 GiB", shown(config.buffer_bytes),
                       "set with_buffer_size() or TELEMETRYFLOW_BUFFER_BYTES");
    }
    if (config.overflow_timeout < Duration::zero()) {
        faults.must_be("overflow_timeout", "0 ms or more", shown(config.overflow_timeout),
                       "set with_overflow_policy() or TELEMETRYFLOW_OVERFLOW_TIMEOUT");
    }
}

void check_durability(const TelemetryConfig& config, FaultList& faults) {
    if (!config.state_directory.empty() && !config.state_directory.starts_with('/')) {
        faults.must_be("state_directory", "an absolute path", config.state_directory,
                       "set with_state_directory() or TELEMETRYFLOW_STATE_DIRECTORY");
    }
    if (config.commit_interval < Duration(1) || config.commit_interval > Duration(60'000)) {
        faults.must_be("commit_interval", "from 1 ms to 60000 ms", shown(config.commit_interval),
                       "set with_group_commit() or TELEMETRYFLOW_COMMIT_INTERVAL");
    }
    if (config.commit_bytes < 4 * kKiB) {
        faults.must_be("commit_bytes", "at least 4096 bytes", shown(config.commit_bytes),
                       "set with_group_commit() or TELEMETRYFLOW_COMMIT_BYTES");
    }
    if (config.spool_max_bytes != 0 && config.spool_max_bytes < kMiB) {
        faults.must_be("spool_max_bytes", "0 or at least 1 MiB", shown(config.spool_max_bytes),
                       "set with_spool() or TELEMETRYFLOW_SPOOL_MAX_BYTES");
    }
    if (config.spool_max_age <= Duration::zero()) {
        faults.must_be("spool_max_age", "more than 0 ms", shown(config.spool_max_age),
                       "set with_spool() or TELEMETRYFLOW_SPOOL_MAX_AGE");
    }
}

void check_grpc(const TelemetryConfig& config, FaultList& faults) {
    for (const auto& [field, value] : {std::pair("grpc_keepalive.time", config.grpc_keepalive.time),
                                       std::pair("grpc_keepalive.timeout", config.grpc_keepalive.timeout)}) {
        if (value >= std::chrono::seconds(1)) continue;
        faults.must_be(field, "at least 1 s", std::to_string(value.count()) + " s",
                       "set with_grpc_keepalive() or TELEMETRYFLOW_GRPC_KEEPALIVE_TIME and _TIMEOUT");
    }
    if (config.grpc_max_recv_msg_size < kKiB) {
        faults.must_be("grpc_max_recv_msg_size", "at least 1024 bytes", shown(config.grpc_max_recv_msg_size),
                       "set with_grpc_message_sizes() or TELEMETRYFLOW_GRPC_MAX_RECV_MSG_SIZE");
    }
    constexpr std::size_t kLargestRead = 512 * kKiB;
    constexpr std::size_t kLargestWrite = 2048 * kKiB;
    for (const auto& [field, value, largest] :
         {std::tuple("grpc_read_buffer_size", config.grpc_read_buffer_size, kLargestRead),
          std::tuple("grpc_write_buffer_size", config.grpc_write_buffer_size, kLargestWrite)}) {
        if (value >= 16 * kKiB && value <= largest) continue;
        faults.must_be(field, "16384 to " + std::to_string(largest) + " bytes", shown(value),
                       "set with_grpc_buffer_sizes() or TELEMETRYFLOW_GRPC_READ_BUFFER_SIZE and _WRITE_BUFFER_SIZE");
    }
    if (config.grpc_max_send_msg_size < config.batch_max_bytes) {
        faults.must_be("grpc_max_send_msg_size", "at least batch_max_bytes (" + shown(config.batch_max_bytes) + ")",
                       shown(config.grpc_max_send_msg_size),
                       "set with_grpc_message_sizes() or TELEMETRYFLOW_GRPC_MAX_SEND_MSG_SIZE, or smaller batches");
    }
}

}  // namespace

void validate_delivery(const TelemetryConfig& config, FaultList& faults) {
    if (config.timeout <= Duration::zero()) {
        faults.must_be("timeout", "more than 0 ms", shown(config.timeout),
                       "set with_timeout() or TELEMETRYFLOW_TIMEOUT");
    }
    check_retry(config, faults);
    check_batches(config, faults);
    check_buffer(config, faults);
    check_durability(config, faults);
    check_grpc(config, faults);
}

}  // namespace telemetryflow
