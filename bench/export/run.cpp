#include "export/run.hpp"

#include <stdexcept>
#include <string>

#include "export/receiver/receiver.hpp"
#include "harness/figure.hpp"
#include "process/child_process.hpp"

namespace telemetryflow::bench {

RunResult run(const Scenario& scenario, const Subject& subject) {
    const auto fail = [&](const std::string& what) {
        throw std::runtime_error(subject.name + ", " + scenario.name() + ": " + what);
    };
    Receiver receiver(scenario.wire);
    std::vector<std::string> command{subject.program, std::to_string(receiver.port())};
    for (std::string& word : scenario.to_arguments())
        command.push_back(std::move(word));
    const ChildResult child = run_child(command, subject.environment);
    if (!child.ok()) fail("the load program failed");
    RunResult result;
    result.load = LoadFigures::from_text(child.output);
    result.max_rss_kb = child.max_rss_kb;
    const ReceiverCounts& counts = receiver.settled_counts();
    result.delivered = counts.spans;
    result.requests = counts.requests;
    result.wire_bytes = counts.bytes;
    result.elapsed_s = static_cast<double>(counts.last_at_ns - result.load.start_ns) * 1e-9;
    result.receiver_cpu_s = receiver.stop();
    if (counts.broken != 0 || result.delivered == 0) fail("the receiver got no requests or broken ones");
    if (subject.name == kOurs && (!result.load.complete || result.delivered != result.load.created)) {
        fail(std::to_string(result.load.created - result.delivered) + " spans are missing");
    }
    return result;
}

double count_allocations(const Scenario& scenario, const Subject& subject) {
    Subject counting = subject;
    counting.environment = {"LD_PRELOAD=" + allocation_hook_library()};
    const RunResult result = run(scenario, counting);
    return static_cast<double>(result.load.allocations) / static_cast<double>(result.delivered);
}

}  // namespace telemetryflow::bench
