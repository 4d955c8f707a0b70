#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "telemetryflow/builder.hpp"

#include "interface/builder/builder_state.hpp"

namespace telemetryflow {
namespace {

/// Stores a number that fits the field, and refuses any other: a negative one would wrap around to a huge one.
template <class Number>
void set_number(BuilderState& state, const char* call, ConfigOption option, Number TelemetryConfig::*field,
                std::int64_t value) {
    if (std::in_range<Number>(value)) {
        state.set(option, field, static_cast<Number>(value));
        return;
    }
    state.draft.settled.add(option);
    const auto largest = std::min<std::uint64_t>(std::numeric_limits<Number>::max(), INT64_MAX);
    state.refuse_argument(std::string(call) + " takes a number from 0 to " + std::to_string(largest) + ", got " +
                          std::to_string(value) + ": pass one of these");
}

}  // namespace

TelemetryFlowBuilder& TelemetryFlowBuilder::with_compression(bool enabled) {
    state_->set(ConfigOption::Compression, &TelemetryConfig::compression, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_retry(bool enabled, std::optional<std::int64_t> max_retries,
                                                       std::optional<Duration> backoff) {
    state_->set(ConfigOption::RetryEnabled, &TelemetryConfig::retry_enabled, enabled);
    if (max_retries) {
        set_number(*state_, "with_retry()", ConfigOption::MaxRetries, &TelemetryConfig::max_retries, *max_retries);
    }
    if (backoff) state_->set(ConfigOption::RetryBackoff, &TelemetryConfig::retry_backoff, *backoff);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_retry_max_backoff(Duration longest) {
    state_->set(ConfigOption::RetryMaxBackoff, &TelemetryConfig::retry_max_backoff, longest);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_batch_settings(std::optional<Duration> timeout,
                                                                std::optional<std::int64_t> max_size) {
    if (timeout) state_->set(ConfigOption::BatchTimeout, &TelemetryConfig::batch_timeout, *timeout);
    if (max_size) {
        set_number(*state_, "with_batch_settings()", ConfigOption::BatchMaxSize, &TelemetryConfig::batch_max_size,
                   *max_size);
    }
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_batch_bytes(std::int64_t bytes) {
    set_number(*state_, "with_batch_bytes()", ConfigOption::BatchMaxBytes, &TelemetryConfig::batch_max_bytes, bytes);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_rate_limit(std::int64_t requests_per_second) {
    set_number(*state_, "with_rate_limit()", ConfigOption::RateLimit, &TelemetryConfig::rate_limit,
               requests_per_second);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_buffer_size(std::int64_t bytes) {
    set_number(*state_, "with_buffer_size()", ConfigOption::BufferBytes, &TelemetryConfig::buffer_bytes, bytes);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_overflow_policy(OverflowPolicy policy,
                                                                 std::optional<Duration> timeout) {
    state_->set(ConfigOption::OverflowPolicy, &TelemetryConfig::overflow_policy, policy);
    if (timeout) state_->set(ConfigOption::OverflowTimeout, &TelemetryConfig::overflow_timeout, *timeout);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_durability(Durability durability) {
    state_->set(ConfigOption::Durability, &TelemetryConfig::durability, durability);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_state_directory(std::string_view path) {
    state_->set(ConfigOption::StateDirectory, &TelemetryConfig::state_directory, std::string(path));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_group_commit(Duration interval, std::optional<std::int64_t> bytes) {
    state_->set(ConfigOption::CommitInterval, &TelemetryConfig::commit_interval, interval);
    if (bytes) {
        set_number(*state_, "with_group_commit()", ConfigOption::CommitBytes, &TelemetryConfig::commit_bytes, *bytes);
    }
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_commit_on_fatal(bool enabled) {
    state_->set(ConfigOption::CommitOnFatal, &TelemetryConfig::commit_on_fatal, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_unfinished_spans(bool enabled) {
    state_->set(ConfigOption::UnfinishedSpans, &TelemetryConfig::unfinished_spans, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_spool(std::int64_t max_bytes, std::optional<Duration> max_age,
                                                       std::optional<std::int64_t> min_free_bytes) {
    set_number(*state_, "with_spool()", ConfigOption::SpoolMaxBytes, &TelemetryConfig::spool_max_bytes, max_bytes);
    if (max_age) state_->set(ConfigOption::SpoolMaxAge, &TelemetryConfig::spool_max_age, *max_age);
    if (min_free_bytes) {
        set_number(*state_, "with_spool()", ConfigOption::SpoolMinFreeBytes, &TelemetryConfig::spool_min_free_bytes,
                   *min_free_bytes);
    }
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_grpc_keepalive(GrpcKeepaliveConfig keepalive) {
    state_->draft.config.grpc_keepalive = keepalive;
    state_->draft.settled.add(
        {ConfigOption::KeepaliveTime, ConfigOption::KeepaliveTimeout, ConfigOption::KeepalivePermitWithoutStream});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_grpc_message_sizes(std::int64_t max_recv_bytes,
                                                                    std::int64_t max_send_bytes) {
    set_number(*state_, "with_grpc_message_sizes()", ConfigOption::GrpcMaxRecvMsgSize,
               &TelemetryConfig::grpc_max_recv_msg_size, max_recv_bytes);
    set_number(*state_, "with_grpc_message_sizes()", ConfigOption::GrpcMaxSendMsgSize,
               &TelemetryConfig::grpc_max_send_msg_size, max_send_bytes);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_grpc_buffer_sizes(std::int64_t read_bytes, std::int64_t write_bytes) {
    set_number(*state_, "with_grpc_buffer_sizes()", ConfigOption::GrpcReadBufferSize,
               &TelemetryConfig::grpc_read_buffer_size, read_bytes);
    set_number(*state_, "with_grpc_buffer_sizes()", ConfigOption::GrpcWriteBufferSize,
               &TelemetryConfig::grpc_write_buffer_size, write_bytes);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_cardinality_limit(std::int64_t series_per_instrument) {
    set_number(*state_, "with_cardinality_limit()", ConfigOption::CardinalityLimit, &TelemetryConfig::cardinality_limit,
               series_per_instrument);
    return *this;
}

}  // namespace telemetryflow
