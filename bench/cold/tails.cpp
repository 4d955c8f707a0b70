#include "cold/tails.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <optional>
#include <stdexcept>

#include "harness/keep.hpp"

namespace telemetryflow::bench {
namespace {

constexpr std::size_t kCalls = 50'000;
constexpr std::chrono::microseconds kBetween{10};

struct Quantile {
    const char* metric;
    double part;
};

constexpr std::array kQuantiles{Quantile{"p50", 0.5}, Quantile{"p99", 0.99}, Quantile{"p99.9", 0.999},
                                Quantile{"max", 1.0}};

// By the wall clock and for a single call, so a figure of its own for each part of the calls.
void add_samples(std::vector<Figure>& figures, const std::string& op, const std::string& subject, Latencies& taken) {
    for (const Quantile& quantile : kQuantiles) {
        auto figure = std::find_if(figures.begin(), figures.end(), [&](const Figure& one) {
            return one.op == op && one.subject == subject && one.metric == quantile.metric;
        });
        if (figure == figures.end()) figure = figures.insert(figure, {op, subject, quantile.metric, "ns", {}});
        figure->samples.push_back(taken.quantile(quantile.part));
    }
}

// Nothing when records were lost: what drops them is quick.
std::optional<Latencies> call_paced(Operation& operation) {
    Destination& destination = operation.destination();
    const std::uint64_t before = destination.arrived(operation.traits().kind);
    Latencies taken(kCalls, kBetween);
    operation.run_paced(taken);
    destination.drain();
    const std::uint64_t arrived = destination.arrived(operation.traits().kind) - before;
    if (arrived == kCalls * operation.traits().records) return taken;
    const std::string what = operation.subject() + ", " + operation.name() + ", paced: not everything arrived";
    if (operation.subject() == kOurs) throw std::runtime_error(what);
    std::cerr << what << "; this round is left out\n";
    return std::nullopt;
}

Latencies call_nothing() {
    Latencies taken(kCalls, kBetween);
    while (taken.wait_for_turn()) {
        const std::int64_t start = Latencies::now();
        keep_stores();
        taken.add(Latencies::now() - start);
    }
    return taken;
}

}  // namespace

std::vector<Figure> measure_tails(const OperationList& operations, const Options& options) {
    std::vector<Figure> figures;
    for (int round = 0; round < options.rounds; ++round) {
        for (const auto& operation : operations) {
            if (operation->name().find(options.filter) == std::string::npos) continue;
            std::optional<Latencies> taken = call_paced(*operation);
            if (taken) add_samples(figures, operation->name(), operation->subject(), *taken);
        }
        Latencies nothing = call_nothing();
        add_samples(figures, "the clock alone", "nothing", nothing);
        std::cerr << "slowest calls: round " << round + 1 << " of " << options.rounds << std::endl;
    }
    return figures;
}

}  // namespace telemetryflow::bench
