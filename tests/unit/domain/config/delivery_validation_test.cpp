#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Range {
    std::string field;
    void (*set_bad)(TelemetryConfig&);
    std::string shown;
    void (*set_good)(TelemetryConfig&);
    std::string mend;
};

class DeliveryRange : public testing::TestWithParam<Range> {};

TEST_P(DeliveryRange, IsRefusedWithFieldValueAndMendAndAcceptedAtItsEdge) {
    const auto& range = GetParam();
    auto config = test::valid_config();
    range.set_bad(config);
    const auto faults = config.validate();
    ASSERT_EQ(faults.size(), 1U) << range.field;
    EXPECT_EQ(faults[0].rfind(range.field + " must be ", 0), 0U) << faults[0];
    EXPECT_NE(faults[0].find("got " + range.shown), std::string::npos) << faults[0];
    EXPECT_NE(faults[0].find(range.mend), std::string::npos) << faults[0];
    range.set_good(config);
    EXPECT_TRUE(config.validate().empty()) << range.field;
}

#define SET(assignment) [](TelemetryConfig& c) { c.assignment; }

INSTANTIATE_TEST_SUITE_P(
    ValidationTest, DeliveryRange,
    testing::Values(
        Range{"timeout", SET(timeout = milliseconds(0)), "0 ms", SET(timeout = milliseconds(1)), "with_timeout()"},
        Range{"timeout", SET(timeout = milliseconds(-5)), "-5 ms", SET(timeout = seconds(30)), "TELEMETRYFLOW_TIMEOUT"},
        Range{"retry_backoff", SET(retry_backoff = milliseconds(0)), "0 ms", SET(retry_backoff = milliseconds(1)),
              "with_retry()"},
        Range{"retry_max_backoff", SET(retry_max_backoff = milliseconds(4'999)), "4999 ms",
              SET(retry_max_backoff = milliseconds(5'000)), "TELEMETRYFLOW_RETRY_MAX_BACKOFF"},
        Range{"batch_timeout", SET(batch_timeout = milliseconds(0)), "0 ms", SET(batch_timeout = milliseconds(1)),
              "with_batch_settings()"},
        Range{"batch_max_size", SET(batch_max_size = 0), "0", SET(batch_max_size = 1), "TELEMETRYFLOW_BATCH_MAX_SIZE"},
        Range{"batch_max_bytes", SET(batch_max_bytes = 65'535), "65535 bytes", SET(batch_max_bytes = 65'536),
              "with_batch_bytes()"},
        Range{"batch_max_bytes", SET(batch_max_bytes = 4'128'769), "4128769 bytes", SET(batch_max_bytes = 4'128'768),
              "TELEMETRYFLOW_BATCH_MAX_BYTES"},
        Range{"buffer_bytes", SET(buffer_bytes = (1U << 20U) - 1), "1048575 bytes", SET(buffer_bytes = 1U << 20U),
              "with_buffer_size()"},
        Range{"buffer_bytes", SET(buffer_bytes = (1U << 30U) + 1), "1073741825 bytes", SET(buffer_bytes = 1U << 30U),
              "TELEMETRYFLOW_BUFFER_BYTES"},
        Range{"overflow_timeout", SET(overflow_timeout = milliseconds(-1)), "-1 ms",
              SET(overflow_timeout = milliseconds(0)), "with_overflow_policy()"},
        Range{"commit_interval", SET(commit_interval = milliseconds(0)), "0 ms", SET(commit_interval = milliseconds(1)),
              "with_group_commit()"},
        Range{"commit_interval", SET(commit_interval = milliseconds(60'001)), "60001 ms",
              SET(commit_interval = milliseconds(60'000)), "with_group_commit()"},
        Range{"commit_bytes", SET(commit_bytes = 4095), "4095 bytes", SET(commit_bytes = 4096),
              "TELEMETRYFLOW_COMMIT_BYTES"},
        Range{"spool_max_bytes", SET(spool_max_bytes = 1), "1 bytes", SET(spool_max_bytes = 0), "with_spool()"},
        Range{"spool_max_bytes", SET(spool_max_bytes = (1U << 20U) - 1), "1048575 bytes",
              SET(spool_max_bytes = 1U << 20U), "TELEMETRYFLOW_SPOOL_MAX_BYTES"},
        Range{"spool_max_age", SET(spool_max_age = milliseconds(0)), "0 ms", SET(spool_max_age = milliseconds(1)),
              "with_spool()"},
        Range{"state_directory", SET(state_directory = "state"), "state", SET(state_directory = "/state"),
              "with_state_directory()"},
        Range{"grpc_keepalive.time", SET(grpc_keepalive.time = seconds(0)), "0 s",
              SET(grpc_keepalive.time = seconds(1)), "with_grpc_keepalive()"},
        Range{"grpc_keepalive.timeout", SET(grpc_keepalive.timeout = seconds(-1)), "-1 s",
              SET(grpc_keepalive.timeout = seconds(1)), "with_grpc_keepalive()"},
        Range{"grpc_max_recv_msg_size", SET(grpc_max_recv_msg_size = 1'023), "1023 bytes",
              SET(grpc_max_recv_msg_size = 1'024), "with_grpc_message_sizes()"},
        Range{"grpc_read_buffer_size", SET(grpc_read_buffer_size = 16'383), "16383 bytes",
              SET(grpc_read_buffer_size = 16'384), "with_grpc_buffer_sizes()"},
        Range{"grpc_read_buffer_size", SET(grpc_read_buffer_size = (512U << 10U) + 1), "524289 bytes",
              SET(grpc_read_buffer_size = 512U << 10U), "with_grpc_buffer_sizes()"},
        Range{"grpc_write_buffer_size", SET(grpc_write_buffer_size = (2U << 20U) + 1), "2097153 bytes",
              SET(grpc_write_buffer_size = 2U << 20U), "with_grpc_buffer_sizes()"},
        Range{"grpc_max_send_msg_size", SET(grpc_max_send_msg_size = (1U << 20U) - 1), "1048575 bytes",
              SET(grpc_max_send_msg_size = 1U << 20U), "with_grpc_message_sizes()"},
        Range{"cardinality_limit", SET(cardinality_limit = 0), "0", SET(cardinality_limit = 1),
              "with_cardinality_limit()"},
        Range{"attribute_value_length_limit", SET(attribute_value_length_limit = 0), "0",
              SET(attribute_value_length_limit = 1), "with_limits()"},
        Range{"name_length_limit", SET(name_length_limit = 0), "0", SET(name_length_limit = 1), "with_limits()"},
        Range{"body_length_limit", SET(body_length_limit = 0), "0", SET(body_length_limit = 1),
              "TELEMETRYFLOW_BODY_LENGTH_LIMIT"}));

#undef SET

// Defects P-07 and P-16 of the family: small batches and an unlimited rate could not be configured.
TEST(ValidationTest, AcceptsSmallBatchesAndAnUnlimitedRate) {
    auto config = test::valid_config();
    config.batch_max_size = 1;
    config.rate_limit = 0;
    config.max_retries = 0;
    config.attribute_count_limit = 0;
    config.event_count_limit = 0;
    config.link_count_limit = 0;
    EXPECT_TRUE(config.validate().empty());
}

// Defect P-10 of the family: timeouts below a second became another timeout.
TEST(ValidationTest, KeepsTimeoutsBelowASecond) {
    const auto config = test::valid_config().with_timeout(milliseconds(500));
    EXPECT_EQ(config.timeout, milliseconds(500));
    EXPECT_TRUE(config.validate().empty());
}

}  // namespace
}  // namespace telemetryflow
