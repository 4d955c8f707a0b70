// What is on disk when a process is killed, and what the next one makes of it.

#include <fstream>

#include "durability/segment_header.hpp"
#include "unit/pipeline/spill_fixture.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using test::wait_until;

// A resource with service.name "dead".
std::string dead_resource() {
    Resource resource;
    auto* attribute = resource.add_attributes();
    attribute->set_key("service.name");
    attribute->mutable_value()->set_string_value("dead");
    return resource.SerializeAsString();
}

class SpillRecoveryTest : public SpillTest {
protected:
    // A process with `logs` batches of one record each on disk, and the ids that they have.
    void leave(int logs, const std::function<void(Process&)>& more = {}) {
        in_killed_process(
            [&](Process& process) {
                for (int i = 0; i < logs; ++i) {
                    process.log("log " + std::to_string(i));
                    process.spools(static_cast<std::uint64_t>(i) + 1);
                }
                if (more) more(process);
                std::ofstream ids(folder_.file("ids"));
                for (const auto& request : process.backend->refused())
                    ids << request.batch_id << '\n';
            },
            dead_resource());
    }
    [[nodiscard]] std::set<std::string> ids() const {
        std::ifstream in(folder_.file("ids"));
        std::set<std::string> all;
        for (std::string line; std::getline(in, line);)
            all.insert(line);
        return all;
    }
    static void overwrite(const fs::path& file, std::uint64_t at, const std::string& bytes) {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(at));
        out << bytes;
    }
    [[nodiscard]] bool is_done(const Process& process) const {
        return process.recovered().failures_in_row == 0 && state_->folders().size() == 1;
    }
};

TEST_F(SpillRecoveryTest, SendsItWithTheDeadProcesssResourceAndTheNamesThatItHad) {
    leave(5, [](Process& process) { process.log("in the region"); });
    ASSERT_EQ(segments().size(), 1U);
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return is_done(next); }));
    const auto taken = next.backend->taken();
    ASSERT_EQ(taken.size(), 6U);
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const LogsRequest logs = decode_logs(taken[i].body);
        const auto attributes = attributes_of(logs.resource_logs(0).resource());
        EXPECT_EQ(attributes.at("service.name"), "dead");
        EXPECT_EQ(attributes.at("telemetryflow.recovered"), "true");
        EXPECT_EQ(logs.resource_logs(0).scope_logs(0).scope().name(), "telemetryflow");
        EXPECT_TRUE(i == 5 || ids().contains(taken[i].batch_id)) << taken[i].batch_id;
    }
    EXPECT_EQ(next.backend->records(),
              (std::vector<std::string>{"log 0", "log 1", "log 2", "log 3", "log 4", "in the region"}))
        << "the oldest first";
    EXPECT_EQ(next.recovered().delivered, 6U);
    EXPECT_EQ(next.of(SignalType::Logs).created, 0U);
    next.expect_balanced();
}

TEST_F(SpillRecoveryTest, GoesOnWhereAProcessWasKilledThatRecovered) {
    leave(8);
    const pid_t child = ::fork();
    if (child == 0) {
        auto* process = new Process(*this);
        wait_until([&] { return process->recovered().delivered >= 3; });
        ::kill(::getpid(), SIGKILL);
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return is_done(next); }));
    const auto records = once(next.backend->records());
    EXPECT_LE(records.size(), 6U) << "what was settled is not sent again, but for one under way";
    EXPECT_TRUE(records.empty() || records.contains("log 7"));
}

TEST_F(SpillRecoveryTest, AFlushDoesNotWaitForItAndItWaitsWithoutEnd) {
    leave(3);
    Process next(*this, "", true);
    ASSERT_TRUE(wait_until([&] { return next.recovered().retries > 20; }));
    EXPECT_TRUE(next.flush()) << "there is nothing of its own";
    EXPECT_TRUE(next.pipeline->shutdown(std::chrono::seconds(5)));
    EXPECT_EQ(segments().size(), 1U);
}

TEST_F(SpillRecoveryTest, CountsDamagedBatchesAndSendsTheOthers) {
    leave(3);
    // The first one's body.
    overwrite(segments().at(0), sizeof(durability::SegmentHeader) + sizeof(durability::FrameHeader) + 30, "~~~~");
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return is_done(next); }));
    EXPECT_EQ(next.recovered().dropped.at("corrupt"), 1U);
    EXPECT_EQ(next.backend->records(), (std::vector<std::string>{"log 1", "log 2"}));
}

TEST_F(SpillRecoveryTest, PutsGarbageAsideAndGoesOn) {
    leave(2);
    const fs::path file = segments().at(0);
    overwrite(file, 0, std::string(fs::file_size(file), '~'));
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 2 && segments().empty(); }))
        << "its own folder, and the file in quarantine";
    EXPECT_EQ(next.recovered().dropped.at("corrupt"), 1U);
    ASSERT_TRUE(wait_until([&] { return next.said("holds nothing that can be read"); }));
    next.log("own");
    EXPECT_TRUE(next.flush());
    EXPECT_EQ(next.backend->records(), std::vector<std::string>{"own"});
}

TEST_F(SpillRecoveryTest, LeavesALaterVersionsFileToIt) {
    leave(2);
    const fs::path file = segments().at(0);
    overwrite(file, offsetof(durability::SegmentHeader, version), "\x02");
    {
        Process next(*this);
        ASSERT_TRUE(wait_until([&] { return next.said("of version 2"); }));
        next.log("own");
        EXPECT_TRUE(next.flush());
        EXPECT_TRUE(next.recovered().dropped.empty());
        next.pipeline->shutdown(std::chrono::seconds(5));
        next.engine->retire();
    }
    ASSERT_EQ(segments(), std::vector<fs::path>{file});
    overwrite(file, offsetof(durability::SegmentHeader, version), "\x01");
    Process later(*this);
    EXPECT_TRUE(wait_until([&] { return later.recovered().delivered == 2; }));
}

TEST_F(SpillRecoveryTest, KeepsWhatDoesNotSayWhoseItIsForWhoeverWantsToLook) {
    leave(2);
    fs::remove(segments().at(0).parent_path() / "about");
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return next.said("does not say whose telemetry it is"); }));
    EXPECT_TRUE(segments().empty());
    EXPECT_EQ(state_->folders().size(), 2U) << "its own folder, and the file in quarantine";
}

TEST_F(SpillRecoveryTest, DropsWhatIsTooOldAndCountsIt) {
    leave(4);
    options_.spool_max_age = std::chrono::milliseconds(1);
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return is_done(next); }));
    EXPECT_EQ(next.recovered().dropped.at("spool_expired"), 4U);
    EXPECT_TRUE(next.backend->taken().empty());
}

TEST_F(SpillRecoveryTest, SpooledBytesOfDeadProcessesCountForTheBoundAndGoFirst) {
    options_.spool_max_bytes = 1U << 20U;
    in_killed_process([&](Process& process) { record_patiently(process, 900, 1000); });
    ASSERT_GT(segment_bytes(), 500'000U);
    Process next(*this, "", true);
    ASSERT_TRUE(wait_until([&] { return next.recovered().retries > 0; }));
    record_patiently(next, 1200, 1000, 10'000);
    EXPECT_LE(segment_bytes(), options_.spool_max_bytes);
    EXPECT_GT(next.recovered().dropped.at("spool_full"), 0U);
    next.expect_balanced();
    next.backend->answer({});
    ASSERT_TRUE(next.flush());
    ASSERT_TRUE(wait_until([&] { return is_done(next); }));
    const auto sent = next.backend->records();
    const std::set<std::string> records(sent.begin(), sent.end());
    EXPECT_TRUE(records.contains("log 11199 " + std::string(1000, '.')));
    EXPECT_EQ(next.of(SignalType::Logs).delivery.delivered + next.dropped("spool_full"), 1200U);
}

TEST_F(SpillRecoveryTest, AKilledBacklogTenTimesTheRegionIsSentWithTheMemoryOfABatch) {
    constexpr int kLogs = 2600;
    in_killed_process([&](Process& process) { record_patiently(process, kLogs, 1000); });
    ASSERT_GT(segment_bytes(), 5 * kRegionBytes);
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return is_done(next); }, std::chrono::seconds(30)));
    std::size_t largest = 0;
    std::size_t most_items = 0;
    for (const auto& request : next.backend->taken()) {
        largest = std::max(largest, request.body.size());
        most_items = std::max<std::size_t>(most_items, request.items);
    }
    EXPECT_LE(largest, options_.batch_max_bytes);
    const auto records = next.backend->records();
    EXPECT_EQ(std::set<std::string>(records.begin(), records.end()), expected_logs(0, kLogs, 1000));
    EXPECT_LE(records.size(), kLogs + most_items) << "twice at most the batch that was on its way to disk";
}

}  // namespace
}  // namespace telemetryflow::tests
