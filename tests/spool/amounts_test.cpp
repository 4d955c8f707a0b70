#include "amounts.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::spool {
namespace {

using namespace std::chrono_literals;

TEST(AmountsTest, CountsOneAndMany) {
    EXPECT_EQ(items_in_words(1, SignalType::Logs), "1 log record");
    EXPECT_EQ(items_in_words(0, SignalType::Traces), "0 spans");
    EXPECT_EQ(items_in_words(2, SignalType::Metrics), "2 metric points");
    EXPECT_EQ(processes_in_words(1), "1 process");
    EXPECT_EQ(processes_in_words(0), "0 processes");
}

TEST(AmountsTest, NamesWhatWaitsAndNothingElse) {
    KeptProcess process;
    EXPECT_EQ(waiting_in_words(process), "nothing");
    process.waiting[static_cast<std::size_t>(SignalType::Traces)].items = 4;
    EXPECT_EQ(waiting_in_words(process), "4 spans");
    process.waiting[static_cast<std::size_t>(SignalType::Logs)].items = 1;
    EXPECT_NE(waiting_in_words(process).find("4 spans"), std::string::npos);
    EXPECT_NE(waiting_in_words(process).find("1 log record"), std::string::npos);
    EXPECT_EQ(process.items(), 5U);
}

TEST(AmountsTest, BytesHaveTheUnitThatFits) {
    EXPECT_EQ(bytes_in_words(0), "0 bytes");
    EXPECT_EQ(bytes_in_words(1), "1 byte");
    EXPECT_EQ(bytes_in_words(1023), "1023 bytes");
    EXPECT_EQ(bytes_in_words(1536), "1.5 KiB");
    EXPECT_EQ(bytes_in_words(8U << 20U), "8.0 MiB");
    EXPECT_EQ(bytes_in_words(3ULL << 30U), "3.0 GiB");
    EXPECT_EQ(bytes_in_words(std::uint64_t{5000} << 40U), "5000.0 TiB");
}

TEST(AmountsTest, AgesHaveOneUnit) {
    EXPECT_EQ(age_in_words(59s), "59s");
    EXPECT_EQ(age_in_words(60s), "1m");
    EXPECT_EQ(age_in_words(47h), "47h");
    EXPECT_EQ(age_in_words(49h), "2d");
    EXPECT_EQ(age_in_words(-5s), "0s") << "a clock was set back";
}

}  // namespace
}  // namespace telemetryflow::spool
