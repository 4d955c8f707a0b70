#include "harness/schedule.hpp"

#include <algorithm>
#include <iostream>

#include "harness/allocation_count.hpp"
#include "harness/core_round_trip.hpp"

namespace telemetryflow::bench {
namespace {

std::string name_of(const std::string& op, int threads) {
    return threads == 1 ? op : op + " (" + std::to_string(threads) + " threads)";
}

// Times without the hook, allocations with it: the hook would be a part of the times. What the process took is told for
// one thread only: several spin while they wait for each other.
void add_figures(std::vector<Figure>& figures, const std::string& op, int threads, const std::string& subject,
                 const std::vector<Sample>& samples) {
    const auto add = [&](const char* metric, const char* unit, double Sample::*member) {
        Figure figure{.op = name_of(op, threads), .subject = subject, .metric = metric, .unit = unit, .samples = {}};
        for (const Sample& sample : samples)
            figure.samples.push_back(sample.*member);
        figures.push_back(std::move(figure));
    };
    if (allocations_are_counted()) {
        add("allocations", "1", &Sample::caller_allocations);
        if (threads == 1) add("process_allocations", "1", &Sample::process_allocations);
    } else {
        add("caller_cpu", "ns", &Sample::caller_ns);
        if (threads == 1) add("process_cpu", "ns", &Sample::process_ns);
    }
}

}  // namespace

Schedule::Schedule(std::string bench, const OperationList& operations, const Options& options) : options_(options) {
    report_.bench = std::move(bench);
    for (const auto& operation : operations) {
        if (operation->name().find(options.filter) == std::string::npos) continue;
        for (const int threads : options.threads) {
            if (threads > operation->traits().max_threads) continue;
            auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& one) {
                return one.op == operation->name() && one.threads == threads;
            });
            if (group == groups_.end()) group = groups_.insert(group, {operation->name(), threads, {}, {}});
            group->operations.push_back(operation.get());
            group->taken.emplace_back();
            teams_.try_emplace(threads, nullptr);
        }
    }
    for (auto& [threads, team] : teams_)
        team = std::make_unique<ThreadTeam>(threads);
}

Report Schedule::run() {
    report_.round_trip_before_ns = core_round_trip_ns();
    for (int round = 0; round < options_.rounds; ++round)
        run_round(round);
    report_.round_trip_after_ns = core_round_trip_ns();
    CoreState majority = states_[CoreState::Far] > states_[CoreState::Near] ? CoreState::Far : CoreState::Near;
    if (states_[majority] == 0) majority = CoreState::Mixed;
    report_.state = majority;
    report_.figures = figures(majority);
    return report_;
}

void Schedule::run_round(int round) {
    std::map<CoreState, int> states;
    for (Group& group : groups_)
        ++states[run_group(group, round)];
    std::cerr << "round " << round + 1 << " of " << options_.rounds << ": " << groups_.size() << " operations; cores";
    for (const auto& [state, times] : states) {
        std::cerr << ' ' << to_string(state) << ' ' << times;
        states_[state] += times;
    }
    std::cerr << std::endl;
}

CoreState Schedule::run_group(Group& group, int round) {
    const std::size_t subjects = group.operations.size();
    std::vector<Sample> samples(subjects);
    const double before = core_round_trip_ns();
    for (std::size_t i = 0; i < subjects; ++i) {
        const std::size_t turn = (i + static_cast<std::size_t>(round)) % subjects;
        samples[turn] = take_sample(*group.operations[turn], *teams_[group.threads], options_.caller_ms);
    }
    const CoreState state = core_state(before, core_round_trip_ns());
    for (std::size_t i = 0; i < subjects; ++i)
        group.taken[i].push_back({state, samples[i]});
    return state;
}

std::vector<Figure> Schedule::figures(CoreState majority) const {
    std::vector<Figure> figures;
    for (const Group& group : groups_) {
        for (std::size_t i = 0; i < group.operations.size(); ++i) {
            std::vector<Sample> samples;
            for (const Taken& taken : group.taken[i]) {
                // How many allocations there are does not depend on the cores.
                if (taken.state == majority || allocations_are_counted()) samples.push_back(taken.sample);
            }
            if (samples.empty()) {
                std::cerr << group.op << ": no round while the cores were " << to_string(majority) << '\n';
                continue;
            }
            add_figures(figures, group.op, group.threads, group.operations[i]->subject(), samples);
        }
    }
    return figures;
}

}  // namespace telemetryflow::bench
