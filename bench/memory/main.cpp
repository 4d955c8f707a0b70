// What a client takes of a program's memory, of its file's size, and of its time to start and end.

#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "export/receiver/receiver.hpp"
#include "harness/core_round_trip.hpp"
#include "harness/report_program.hpp"
#include "memory/tls_receiver.hpp"
#include "process/child_process.hpp"
#include "process/few_options.hpp"

// The files of targets of this build; the peer's is empty where opentelemetry-cpp is not installed.
namespace telemetryflow::bench {
namespace {

constexpr const char* kUsage =
    "usage: memory_bench [options]\n"
    "\n"
    "Starts programs with a client of this SDK, and of opentelemetry-cpp where it is installed, and prints how\n"
    "much more memory they have than a program that does nothing, how long initialize() and shutdown() take,\n"
    "and what the static library adds to the file of a program, stripped.\n";

struct Memory {
    double resident = 0;
    double anonymous = 0;
};

std::istream& operator>>(std::istream& in, Memory& memory) {
    return in >> memory.resident >> memory.anonymous;
}

struct Duration {
    double wall_ns = 0;
    double cpu_ns = 0;
};

std::istream& operator>>(std::istream& in, Duration& duration) {
    return in >> duration.wall_ns >> duration.cpu_ns;
}

struct Life {
    Duration initialize;
    Duration shutdown;
    Memory initialized;
    Memory idle;
    double peak_bytes = 0;
};

struct Subject {
    std::string name;
    std::string program;
};

Memory memory_of(const std::vector<std::string>& command) {
    const ChildResult child = run_child(command);
    Memory memory;
    std::istringstream in(child.output);
    if (!child.ok() || !(in >> memory)) throw std::runtime_error(command.front() + " failed");
    return memory;
}

Life live(const std::string& program, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{program};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const ChildResult child = run_child(command);
    Life life;
    std::istringstream in(child.output);
    in >> life.initialize >> life.shutdown >> life.initialized >> life.idle >> life.peak_bytes;
    if (!child.ok() || !in) throw std::runtime_error(program + " failed");
    return life;
}

class Measurement {
public:
    Measurement() {
        report_.bench = "memory";
        report_.round_trip_before_ns = core_round_trip_ns();
    }

    void add_round(const std::string& transport, const std::string& subject, const Life& life, const Memory& bare) {
        add_duration("initialize(), " + transport, subject, life.initialize);
        add_duration("shutdown(), nothing queued, " + transport, subject, life.shutdown);
        add_memory("initialized, " + transport, subject, life.initialized, bare);
        add_memory("idle after an export, " + transport, subject, life.idle, bare);
        add("most under load, " + transport, subject, "resident", "bytes", life.peak_bytes - bare.resident);
    }

    void add(const std::string& op, const std::string& subject, const std::string& metric, const std::string& unit,
             double value) {
        for (Figure& figure : report_.figures) {
            if (figure.op != op || figure.subject != subject || figure.metric != metric) continue;
            figure.samples.push_back(value);
            return;
        }
        report_.figures.push_back({op, subject, metric, unit, {value}});
    }

    void add_duration(const std::string& op, const std::string& subject, const Duration& duration) {
        add(op, subject, "wall", "ns", duration.wall_ns);
        add(op, subject, "process_cpu", "ns", duration.cpu_ns);
    }

    void add_memory(const std::string& op, const std::string& subject, const Memory& memory, const Memory& over) {
        add(op, subject, "resident", "bytes", memory.resident - over.resident);
        add(op, subject, "anonymous", "bytes", memory.anonymous - over.anonymous);
    }

    Report finish() {
        report_.round_trip_after_ns = core_round_trip_ns();
        report_.state = core_state(report_.round_trip_before_ns, report_.round_trip_after_ns);
        return report_;
    }

private:
    Report report_;
};

Report measure(int rounds) {
    Measurement measurement;
    std::vector<Subject> subjects{{std::string(kOurs), TELEMETRYFLOW_BENCH_LIFE}};
    if (const std::string peer = TELEMETRYFLOW_BENCH_PEER_LIFE; !peer.empty()) {
        subjects.push_back({"opentelemetry-cpp " TELEMETRYFLOW_BENCH_PEER_VERSION, peer});
    }
    const TlsReceiver tls;
    for (int round = 0; round < rounds; ++round) {
        const Memory bare = memory_of({TELEMETRYFLOW_BENCH_HELLO});
        measurement.add_memory("process that does nothing", "none", bare, {});
        measurement.add_memory("idle after an export, HTTP over TLS", "libcurl alone",
                               memory_of({TELEMETRYFLOW_BENCH_LIBCURL_POST, std::to_string(tls.port()), tls.ca_file()}),
                               bare);
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            const Subject& subject = subjects[(i + static_cast<std::size_t>(round)) % subjects.size()];
            const Receiver grpc(Wire::Grpc);
            measurement.add_round("gRPC", subject.name, live(subject.program, {"gRPC", std::to_string(grpc.port())}),
                                  bare);
            measurement.add_round("HTTP over TLS", subject.name,
                                  live(subject.program, {"HTTP", std::to_string(tls.port()), tls.ca_file()}), bare);
        }
    }
    const auto size = [](const char* file) { return static_cast<double>(std::filesystem::file_size(file)); };
    measurement.add("hello world, grown by", std::string(kOurs), "stripped_size", "bytes",
                    size(TELEMETRYFLOW_BENCH_HELLO_TELEMETRYFLOW) - size(TELEMETRYFLOW_BENCH_HELLO));
    return measurement.finish();
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const FewOptions options = FewOptions::parse(argc, argv, kUsage);
    return report_program("memory_bench", options.json, [&] { return measure(options.rounds); });
}
