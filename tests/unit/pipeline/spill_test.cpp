// What a running process does with what its backend does not take: it goes to disk, and from there to the backend.

#include "unit/pipeline/spill_fixture.hpp"

namespace telemetryflow::tests {
namespace {

using test::wait_until;

TEST_F(SpillTest, ABatchThatFailedTooOftenGoesToDiskAndIsDeliveredFromThere) {
    Process process(*this, "", true);
    process.log("kept");
    process.span("also kept");
    ASSERT_TRUE(process.spools(1) && process.spools(1, SignalType::Traces));
    EXPECT_EQ(process.of(SignalType::Logs).in_memory, 0U);
    EXPECT_EQ(segments().size(), 2U) << "one of each signal";
    process.expect_balanced();
    process.backend->answer({});
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(once(process.backend->records()), (std::set<std::string>{"kept", "also kept"}));
    EXPECT_EQ(process.spooled(), 0U);
    EXPECT_TRUE(segments().empty());
    process.expect_balanced();
}

TEST_F(SpillTest, EveryAttemptHasTheSameNameAndBytes) {
    Process process(*this, "", true);
    for (int i = 0; i < 10; ++i)
        process.log("log " + std::to_string(i));
    ASSERT_TRUE(process.spools(10));
    const std::size_t before = process.backend->refused().size();
    ASSERT_TRUE(wait_until([&] { return process.backend->refused().size() > before + 3; })) << "and tried from there";
    process.backend->answer({});
    ASSERT_TRUE(process.flush());
    const auto taken = process.backend->taken();
    ASSERT_EQ(taken.size(), 1U);
    for (const auto& refused : process.backend->refused()) {
        EXPECT_EQ(refused.batch_id, taken[0].batch_id);
        EXPECT_EQ(refused.body, taken[0].body);
    }
}

TEST_F(SpillTest, ARegionThatFillsIsEmptiedToDiskWithoutAskingADeadBackendForEachBatch) {
    options_.max_retries = 1'000'000;
    options_.retry_backoff = options_.retry_max_backoff = std::chrono::minutes(1);
    Process process(*this, "", true);
    // Ten times what the region holds.
    constexpr int kLogs = 2600;
    record_patiently(process, kLogs, 1000);
    EXPECT_EQ(process.dropped("queue_full"), 0U);
    EXPECT_GT(process.spooled(), kLogs / 2U);
    EXPECT_LT(process.backend->attempts(), 10U);
    process.expect_balanced();
    process.backend->answer({});
    ASSERT_TRUE(process.flush()) << "a flush shortens the waits";
    EXPECT_EQ(once(process.backend->records()), expected_logs(0, kLogs, 1000));
    EXPECT_EQ(process.of(SignalType::Logs).delivery.delivered, static_cast<std::uint64_t>(kLogs));
    EXPECT_TRUE(segments().empty());
    process.expect_balanced();
}

TEST_F(SpillTest, TheOldestIsSentFirstAndFreshDataBesideIt) {
    Process process(*this, "", true);
    record_patiently(process, 2000, 1000);
    ASSERT_TRUE(wait_until([&] { return process.spooled() > 1000; }));
    process.backend->answer({});
    ASSERT_TRUE(wait_until([&] { return process.of(SignalType::Logs).delivery.delivered > 0; }));
    process.log("fresh");
    ASSERT_TRUE(process.flush());
    const auto taken = process.backend->taken();
    std::vector<std::uint64_t> numbers;
    for (const auto& request : taken)
        numbers.push_back(std::stoull(request.batch_id.substr(request.batch_id.find('-') + 1)));
    // Two runs that each grow: of the spool, and of the region.
    EXPECT_EQ(once(process.backend->records()).size(), 2001U);
    std::uint64_t last = 0;
    std::uint64_t last_of_others = 0;
    for (const std::uint64_t number : numbers) {
        std::uint64_t& run = number > last ? last : last_of_others;
        EXPECT_GT(number, run);
        run = number;
    }
}

TEST_F(SpillTest, WhatIsHeldForTheCredentialsGoesToDiskToo) {
    Process process(*this);
    process.backend->answer(kForbidden);
    process.log("held");
    ASSERT_TRUE(process.spools(1));
    EXPECT_TRUE(process.of(SignalType::Logs).delivery.held);
    ASSERT_TRUE(wait_until([&] { return process.backend->attempts() > 20; })) << "none of which costs it anything";
    process.expect_balanced();
    process.backend->answer({});
    ASSERT_TRUE(wait_until([&] { return process.of(SignalType::Logs).delivery.delivered == 1; }));
    EXPECT_FALSE(process.of(SignalType::Logs).delivery.held);
}

TEST_F(SpillTest, WhatTheBackendRefusesFromDiskIsCounted) {
    Process process(*this, "", true);
    process.log("refused");
    ASSERT_TRUE(process.spools(1));
    process.backend->answer({.outcome = ExportOutcome::Refused, .reason = "http_400"});
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(process.dropped("http_400"), 1U);
    EXPECT_TRUE(segments().empty());
    process.expect_balanced();
}

TEST_F(SpillTest, APartialSuccessFromDiskIsCounted) {
    Process process(*this, "", true);
    for (int i = 0; i < 5; ++i)
        process.log("log");
    ASSERT_TRUE(process.spools(5));
    process.backend->answer({.rejected_items = 2});
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(process.of(SignalType::Logs).delivery.delivered, 3U);
    EXPECT_EQ(process.of(SignalType::Logs).delivery.rejected, 2U);
    process.expect_balanced();
}

TEST_F(SpillTest, DeltasGoToDiskAndTotalsDoNot) {
    options_.temporality = Temporality::Delta;
    Process process(*this, "", true);
    const auto add = [&](Process& to) {
        hot::add(*to.engine, {.kind = hot::InstrumentKind::Counter, .name = "orders"}, std::int64_t{1});
    };
    add(process);
    ASSERT_TRUE(process.spools(1, SignalType::Metrics));
    add(process);
    EXPECT_FALSE(process.pipeline->shutdown(std::chrono::milliseconds(50)));
    EXPECT_EQ(process.spooled(SignalType::Metrics), 2U) << "what is left at the end goes there as well";
    EXPECT_EQ(process.of(SignalType::Metrics).in_memory, 0U);
    EXPECT_TRUE(process.of(SignalType::Metrics).delivery.dropped.empty());
    process.expect_balanced();
    process.engine->retire();
    options_.temporality = Temporality::Cumulative;
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return next.recovered(SignalType::Metrics).delivered == 2; }));
    std::int64_t orders = 0;
    for (const auto& request : next.backend->taken()) {
        const MetricsRequest metrics = decode_metrics(request.body);
        EXPECT_EQ(attributes_of(metrics.resource_metrics(0).resource()).at("telemetryflow.recovered"), "true");
        orders += metrics.resource_metrics(0).scope_metrics(0).metrics(0).sum().data_points(0).as_int();
    }
    EXPECT_EQ(orders, 2);
    next.backend->answer(kDown);
    add(next);
    ASSERT_TRUE(next.flushes_until([&] { return next.dropped("retries_exhausted", SignalType::Metrics) != 0; }));
    EXPECT_EQ(next.spooled(SignalType::Metrics), 0U) << "the next collection tells it again";
}

TEST_F(SpillTest, AShutdownLeavesTheSpoolForTheNextStart) {
    {
        Process process(*this, "", true);
        for (int i = 0; i < 30; ++i)
            process.log("log " + std::to_string(i));
        ASSERT_TRUE(process.spools(30));
        process.log("in the region");
        EXPECT_FALSE(process.pipeline->shutdown(std::chrono::milliseconds(50)));
        EXPECT_TRUE(process.said("31 items are kept for the next start"));
        EXPECT_TRUE(process.of(SignalType::Logs).delivery.dropped.empty());
        EXPECT_EQ(process.spooled() + process.of(SignalType::Logs).in_memory, 31U);
        process.expect_balanced();
        process.engine->retire();
    }
    Process next(*this);
    ASSERT_TRUE(wait_until([&] { return next.recovered().delivered == 31; }));
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_EQ(once(next.backend->records()).size(), 31U);
    EXPECT_EQ(next.of(SignalType::Logs).created, 0U);
}

TEST_F(SpillTest, AnotherWorkerOfTheSameProcessGoesOnWithIt) {
    Process process(*this, "", true);
    for (int i = 0; i < 30; ++i)
        process.log("log " + std::to_string(i));
    ASSERT_TRUE(process.spools(30));
    EXPECT_FALSE(process.pipeline->shutdown(std::chrono::milliseconds(30)));
    process.expect_balanced();
    process.backend->answer({});
    process.start(options_);
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(once(process.backend->records()).size(), 30U);
    EXPECT_EQ(process.spooled(), 0U);
    process.expect_balanced();
}

TEST_F(SpillTest, WithoutASpoolEverythingStaysInTheRegion) {
    options_.spool_max_bytes = 0;
    Process process(*this, "", true);
    record_patiently(process, 100, 1000);
    ASSERT_TRUE(process.flushes_until([&] { return process.of(SignalType::Logs).delivery.retries > 10; }));
    EXPECT_TRUE(segments().empty());
    EXPECT_EQ(process.of(SignalType::Logs).in_memory, 100U);
}

TEST_F(SpillTest, AForkedChildHasASpoolOfItsOwn) {
    // So that the worker is at rest when the fork comes.
    options_.max_retries = 0;
    options_.retry_backoff = options_.retry_max_backoff = std::chrono::minutes(10);
    Process process(*this, "", true);
    process.log("parent");
    ASSERT_TRUE(process.spools(1));
    const pid_t child = ::fork();
    if (child == 0) {
        process.backend->answer(kDown);
        process.log("child");
        const bool spooled = process.spools(1);
        process.backend->answer({});
        const bool flushed = process.flush();
        const auto records = process.backend->records();
        ::_exit(spooled && flushed && records == std::vector<std::string>{"child"} ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    process.backend->answer({});
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(process.backend->records(), std::vector<std::string>{"parent"});
}

}  // namespace
}  // namespace telemetryflow::tests
