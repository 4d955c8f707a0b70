// How fast the next process delivers what one left on disk whose backend was away for long, beside how fast the same
// files can be read, and how much memory it takes. Each process is one of its own.

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "harness/core_round_trip.hpp"
#include "harness/report_program.hpp"
#include "process/child_process.hpp"
#include "process/few_options.hpp"
#include "recovery/backlog.hpp"
#include "recovery/recovering.hpp"

namespace telemetryflow::bench {
namespace {

constexpr const char* kUsage =
    "usage: recovery_bench [options]\n"
    "\n"
    "Fills a spool, recovers it, and prints how many bytes a second that is, beside how many are read from the same\n"
    "files, none of which is cached before, and the most memory that the recovering process had.\n"
    "\n"
    "  --mib N       how large the spool is, 1 to 65536 (default 1024)\n";

const char* const kFill = "--fill";
const char* const kRecover = "--recover";

std::istream& operator>>(std::istream& in, Recovering& recovering) {
    return in >> recovering.seconds >> recovering.bytes >> recovering.peak_resident;
}

std::string run(const std::vector<std::string>& words) {
    std::vector<std::string> command{"/proc/self/exe"};
    command.insert(command.end(), words.begin(), words.end());
    const ChildResult child = run_child(command);
    if (!child.ok()) throw std::runtime_error("the process for " + words.front() + " failed");
    return child.output;
}

Report measure(int rounds, std::uint64_t mib) {
    Report report;
    report.bench = "recovery";
    report.round_trip_before_ns = core_round_trip_ns();
    const std::string op = "recovery of " + std::to_string(mib) + " MiB of spool";
    report.figures = {{op, std::string(kOurs), "throughput", "bytes/s", {}},
                      {op, "reading the files", "throughput", "bytes/s", {}},
                      {op, std::string(kOurs), "resident", "bytes", {}}};
    for (int round = 0; round < rounds; ++round) {
        const Backlog backlog;
        run({kFill, backlog.folder(), std::to_string(mib << 20U)});
        const auto bytes = static_cast<double>(backlog.bytes());
        backlog.forget_cached();
        const double reading = backlog.read_all();
        backlog.forget_cached();
        Recovering recovering;
        std::istringstream in(run({kRecover, backlog.folder()}));
        if (!(in >> recovering)) throw std::runtime_error("the recovering process said nothing");
        if (static_cast<double>(recovering.bytes) < 0.9 * bytes) throw std::runtime_error("not all was delivered");
        report.figures[0].samples.push_back(bytes / recovering.seconds);
        report.figures[1].samples.push_back(bytes / reading);
        report.figures[2].samples.push_back(static_cast<double>(recovering.peak_resident));
        std::cerr << "recovery: round " << round + 1 << " of " << rounds << std::endl;
    }
    report.round_trip_after_ns = core_round_trip_ns();
    report.state = core_state(report.round_trip_before_ns, report.round_trip_after_ns);
    return report;
}

// Takes `--mib N` out of the words.
std::uint64_t take_mib(std::vector<char*>& words) {
    constexpr std::uint64_t kMost = 65'536;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (std::string(words[i]) != "--mib") continue;
        const std::uint64_t mib = std::strtoull(words[i + 1], nullptr, 10);
        if (mib == 0 || mib > kMost) {
            std::cerr << "'" << words[i + 1] << "' is not understood; --help says what there is\n";
            std::exit(2);
        }
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + 2));
        return mib;
    }
    return 1024;
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    std::vector<char*> words(argv, argv + argc);
    if (argc == 4 && std::string(argv[1]) == kFill) {
        Backlog::fill(argv[2], std::strtoull(argv[3], nullptr, 10));
        return 0;
    }
    if (argc == 3 && std::string(argv[1]) == kRecover) {
        const Recovering done = Recovering::run(argv[2]);
        std::cout << done.seconds << ' ' << done.bytes << ' ' << done.peak_resident << '\n';
        return 0;
    }
    const std::uint64_t mib = take_mib(words);
    const FewOptions options = FewOptions::parse(static_cast<int>(words.size()), words.data(), kUsage);
    return report_program("recovery_bench", options.json, [&] { return measure(options.rounds, mib); });
}
