// Processes that spool at random over a disk that keeps for sure only what was synced: they are killed, the power fails
// in the middle of a step and leaves any of the sectors and names that were written since, calls fail, and the clock
// jumps. What a spool said to have comes back as it was or is counted, and nothing else comes.
//
// TELEMETRYFLOW_TEST_SEED repeats one run, TELEMETRYFLOW_TEST_RUNS says how many there are.

#include <cstdlib>
#include <iostream>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "unit/durability/spool_lives.hpp"

namespace telemetryflow::durability {
namespace {

using Weather = SpoolLives::Weather;

struct Season {
    const char* name;
    Weather weather;
    std::vector<unsigned> seeds = {};  // that found something once

    friend std::ostream& operator<<(std::ostream& out, const Season& season) { return out << season.name; }
};

const std::vector<Season> kSeasons{
    {"Drops", {.kills = false, .drops = true}},
    {"Kills", {}},
    {"KillsAndDrops", {.drops = true}},
    {"PowerFailures", {.power_failures = true}, {6, 8, 1004}},
    {"PowerFailuresAndDrops", {.power_failures = true, .drops = true}},
    {"ADiskThatFails", {.faults_one_in = 20}},
    {"ADiskThatFailsAndDrops", {.faults_one_in = 20, .drops = true}},
    {"Everything", {.power_failures = true, .faults_one_in = 30, .drops = true}},
    {"EverythingButDrops", {.power_failures = true, .faults_one_in = 30}, {97, 1031}},
};

unsigned from_environment(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

class SpoolModelTest : public ::testing::TestWithParam<Season> {
protected:
    void run(unsigned seed) {
        SpoolLives lives(seed, GetParam().weather);
        for (int i = 0; i < 60; ++i)
            lives.step();
        lives.finish();
        acknowledged_ += lives.acknowledged();
        ends_ += lives.ends();
        for (const std::string& fault : lives.faults())
            ADD_FAILURE() << fault << " (TELEMETRYFLOW_TEST_SEED=" << seed << " TELEMETRYFLOW_TEST_RUNS=1)";
    }

    std::uint64_t acknowledged_ = 0;
    std::uint64_t ends_ = 0;
};

TEST_P(SpoolModelTest, WhatWasAcknowledgedComesBackOrIsCounted) {
    for (const unsigned seed : GetParam().seeds)
        run(seed);
    const unsigned runs = from_environment("TELEMETRYFLOW_TEST_RUNS", 40);
    const unsigned first = from_environment("TELEMETRYFLOW_TEST_SEED", std::random_device{}());
    for (unsigned i = 0; i < runs && !HasFailure(); ++i)
        run(first + i);
    std::cout << runs << " runs from seed " << first << ": " << acknowledged_ << " batches acknowledged, " << ends_
              << " lives\n";
    // One run alone may have a disk that never works.
    if (runs >= 40) {
        EXPECT_GT(acknowledged_, runs) << "the test has to test something";
        EXPECT_GT(ends_, runs);
    }
}

INSTANTIATE_TEST_SUITE_P(In, SpoolModelTest, ::testing::ValuesIn(kSeasons),
                         [](const auto& season) { return season.param.name; });

}  // namespace
}  // namespace telemetryflow::durability
