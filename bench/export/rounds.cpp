#include "export/rounds.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

#include "harness/core_round_trip.hpp"

namespace telemetryflow::bench {
namespace {

constexpr double kNano = 1e9;

struct Metric {
    const char* name;
    const char* unit;
    double (*of)(const RunResult& result);
};

double each(double total, std::uint64_t spans) {
    return total / static_cast<double>(spans);
}

// Costs are for each delivered span, but those of the thread that makes the spans, which are for each one made.
constexpr std::array kMetrics{
    Metric{"throughput", "1/s", [](const RunResult& run) { return run.per_second(); }},
    Metric{"process_cpu", "ns",
           [](const RunResult& run) { return each(run.load.process_cpu_s * kNano, run.delivered); }},
    Metric{"caller_cpu", "ns",
           [](const RunResult& run) { return each(run.load.caller_cpu_s * kNano, run.load.created); }},
    Metric{"generator_cpu", "ns",
           [](const RunResult& run) { return each(run.load.generator_cpu_s * kNano, run.load.created); }},
    Metric{"receiver_cpu", "ns", [](const RunResult& run) { return each(run.receiver_cpu_s * kNano, run.delivered); }},
    Metric{"lost", "1", [](const RunResult& run) { return run.lost_part(); }},
    Metric{"spans_per_request", "1",
           [](const RunResult& run) { return each(static_cast<double>(run.delivered), run.requests); }},
    Metric{"wire_bytes", "bytes",
           [](const RunResult& run) { return each(static_cast<double>(run.wire_bytes), run.delivered); }},
    Metric{"resident", "bytes", [](const RunResult& run) { return static_cast<double>(run.max_rss_kb) * 1024; }},
};

}  // namespace

Rounds::Rounds(const std::vector<Scenario>& scenarios, const std::vector<Subject>& subjects) {
    for (const Scenario& scenario : scenarios) {
        Group& group = groups_.emplace_back();
        for (const Subject& subject : subjects) {
            if (subject.can(scenario)) group.push_back({scenario, subject, {}, 0});
        }
    }
}

Report Rounds::run(int rounds) {
    Report report;
    report.bench = "export";
    report.round_trip_before_ns = core_round_trip_ns();
    for (int round = 0; round < rounds; ++round) {
        for (Group& group : groups_)
            run_group(group, round);
        std::cerr << "round " << round + 1 << " of " << rounds << std::endl;
    }
    report.state = usual_state();
    for (Group& group : groups_)
        add_rounds_in(group, report.state, rounds);
    report.round_trip_after_ns = core_round_trip_ns();
    for (Group& group : groups_) {
        for (Entry& entry : group)
            entry.allocations = count_allocations(entry.scenario, entry.subject);
    }
    for (const Group& group : groups_) {
        for (const Entry& entry : group)
            add_figures(entry, report.state, report);
    }
    return report;
}

CoreState Rounds::usual_state() const {
    int far = 0;
    int near = 0;
    for (const Group& group : groups_) {
        for (const Taken& taken : group.front().taken) {
            far += taken.state == CoreState::Far ? 1 : 0;
            near += taken.state == CoreState::Near ? 1 : 0;
        }
    }
    return far > near ? CoreState::Far : CoreState::Near;
}

void Rounds::add_rounds_in(Group& group, CoreState state, int rounds) {
    const auto enough = [&] {
        const auto& taken = group.front().taken;
        return 2 * std::count_if(taken.begin(), taken.end(), [&](const Taken& one) { return one.state == state; }) >=
               rounds;
    };
    for (int more = 0; more < rounds && !enough(); ++more)
        run_group(group, more);
}

void Rounds::run_group(Group& group, int round) {
    std::vector<std::pair<Entry*, RunResult>> results;
    const double before = core_round_trip_ns();
    for (std::size_t i = 0; i < group.size(); ++i) {
        Entry& entry = group[(i + static_cast<std::size_t>(round)) % group.size()];
        results.emplace_back(&entry, bench::run(entry.scenario, entry.subject));
    }
    const CoreState state = core_state(before, core_round_trip_ns());
    for (auto& [entry, result] : results)
        entry->taken.push_back({state, result});
}

void Rounds::add_figures(const Entry& entry, CoreState state, Report& report) const {
    std::vector<const RunResult*> results;
    for (const Taken& taken : entry.taken) {
        if (taken.state == state) results.push_back(&taken.result);
    }
    if (results.empty()) {
        std::cerr << entry.scenario.name() << ": no round while the cores were " << to_string(state) << '\n';
        return;
    }
    for (const Metric& metric : kMetrics) {
        Figure& figure = report.figures.emplace_back();
        figure = {entry.scenario.name(), entry.subject.name, metric.name, metric.unit, {}};
        for (const RunResult* result : results)
            figure.samples.push_back(metric.of(*result));
    }
    report.figures.push_back({entry.scenario.name(), entry.subject.name, "allocations", "1", {entry.allocations}});
}

}  // namespace telemetryflow::bench
