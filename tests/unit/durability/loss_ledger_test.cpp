#include "durability/loss_ledger.hpp"

#include <cstring>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "hot/drop_reason.hpp"

namespace telemetryflow::durability {
namespace {

class LossLedgerTest : public testing::Test {
protected:
    [[nodiscard]] std::map<std::string, std::uint64_t> lost(SignalType signal) const {
        return LossLedger::read(memory_).signals[static_cast<std::size_t>(signal)].lost;
    }

    alignas(64) char memory_[LossLedger::kBytes] = {};
    LossLedger ledger_{memory_};
};

TEST_F(LossLedgerTest, SaysNothingUntilSomethingIsLost) {
    EXPECT_FALSE(LossLedger::read(memory_).has_losses());
    ledger_.add_delivered(SignalType::Logs, 7, 0);
    EXPECT_FALSE(LossLedger::read(memory_).has_losses()) << "what is delivered is not lost";
    EXPECT_EQ(LossLedger::read(memory_).signals[static_cast<std::size_t>(SignalType::Logs)].delivered, 7U);
    ledger_.add_delivered(SignalType::Logs, 0, 1);
    EXPECT_TRUE(LossLedger::read(memory_).has_losses());
}

TEST_F(LossLedgerTest, KeepsSignalsAndReasonsApart) {
    ledger_.add(SignalType::Logs, "http_400", 3);
    ledger_.add(SignalType::Traces, "http_400", 4);
    ledger_.add(SignalType::Logs, "http_400", 2);
    ledger_.add(SignalType::Logs, "shutdown", 0);
    EXPECT_EQ(lost(SignalType::Logs), (std::map<std::string, std::uint64_t>{{"http_400", 5}}));
    EXPECT_EQ(lost(SignalType::Traces), (std::map<std::string, std::uint64_t>{{"http_400", 4}}));
    EXPECT_TRUE(lost(SignalType::Metrics).empty());
}

TEST_F(LossLedgerTest, HoldsWhatRecordingCounts) {
    hot::DropCounts drops;
    drops.add(SignalType::Logs, hot::DropReason::QueueFull);
    drops.mirror_into(ledger_.recording_slots());
    drops.add(SignalType::Logs, hot::DropReason::QueueFull, 9);
    drops.add(SignalType::Traces, hot::DropReason::TooManyOpenSpans);
    drops.mirror_into(nullptr);
    drops.add(SignalType::Traces, hot::DropReason::TooManyOpenSpans);
    EXPECT_EQ(lost(SignalType::Logs), (std::map<std::string, std::uint64_t>{{"queue_full", 9}}));
    EXPECT_EQ(lost(SignalType::Traces), (std::map<std::string, std::uint64_t>{{"too_many_open_spans", 1}}));
    EXPECT_EQ(drops.get(SignalType::Logs, hot::DropReason::QueueFull), 10U);
    ledger_.add(SignalType::Logs, "queue_full", 1);
    EXPECT_EQ(lost(SignalType::Logs).at("queue_full"), 10U) << "one reason, whoever counts it";
}

TEST_F(LossLedgerTest, CountsReasonsThatFindNoRoomTogether) {
    for (int i = 0; i < 300; ++i)
        ledger_.add(SignalType::Logs, "reason_" + std::to_string(i), 1);
    std::uint64_t total = 0;
    for (const auto& [reason, items] : lost(SignalType::Logs))
        total += items;
    EXPECT_EQ(total, 300U);
    EXPECT_GT(lost(SignalType::Logs).at("other"), 1U);
    ledger_.add(SignalType::Traces, std::string(200, 'r'), 5);
    EXPECT_EQ(lost(SignalType::Traces).at("other"), 5U);
}

TEST_F(LossLedgerTest, CutsAReasonThatIsTooLong) {
    ledger_.add(SignalType::Traces, std::string(200, 'r'), 5);
    ledger_.add(SignalType::Traces, std::string(300, 'r'), 1);
    EXPECT_EQ(lost(SignalType::Traces).at(std::string(hot::LossSlot::kReasonBytes, 'r')), 6U);
}

TEST_F(LossLedgerTest, SaysNothingMoreWhenItIsCleared) {
    ledger_.add(SignalType::Logs, "http_400", 3);
    LossLedger::clear(memory_);
    EXPECT_FALSE(LossLedger::read(memory_).has_losses());
}

TEST_F(LossLedgerTest, IsReadWhateverItsBytesAre) {
    std::minstd_rand random(20'261'126);  // NOLINT: the same bytes in every run
    for (int round = 0; round < 200; ++round) {
        for (char& byte : memory_)
            byte = static_cast<char>(random());
        for (const auto& of : LossLedger::read(memory_).signals) {
            for (const auto& [reason, items] : of.lost) {
                EXPECT_LE(reason.size(), hot::LossSlot::kReasonBytes);
                for (const char c : reason)
                    EXPECT_TRUE(c > ' ' && c <= '~');
            }
        }
    }
}

}  // namespace
}  // namespace telemetryflow::durability
