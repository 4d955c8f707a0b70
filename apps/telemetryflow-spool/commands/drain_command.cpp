#include "commands/drain_command.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/domain/endpoint.hpp"
#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/state/drain_state.hpp"

#include "amounts.hpp"
#include "console_diagnostics.hpp"
#include "generator/interruption.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::spool {

namespace {

using generator::Colour;

// Throws std::runtime_error when the environment does not say enough.
TelemetryConfig config_for(const std::string& endpoint, const std::string& protocol) {
    TelemetryFlowBuilder builder;
    builder.with_auto_configuration().with_service("telemetryflow-spool");
    if (!endpoint.empty()) {
        if (const EndpointParseResult parsed = Endpoint::parse(endpoint); !parsed.endpoint) {
            throw generator::UsageError("--endpoint: " + parsed.fault);
        }
        builder.with_endpoint(endpoint);
    }
    if (!protocol.empty()) builder.with_protocol(protocol == "http" ? Protocol::Http : Protocol::Grpc);
    try {
        return builder.build_config();
    } catch (const FaultListError& error) {
        std::string faults;
        for (const std::string& fault : error.faults())
            faults += (faults.empty() ? "" : "\n") + fault;
        throw std::runtime_error(faults);
    }
}

std::uint64_t settled(const DrainReport& report) {
    std::uint64_t items = 0;
    for (const SignalCounters& signal : report.signals)
        items += signal.delivered + signal.rejected + signal.dropped_total();
    return items;
}

// One line on a terminal, written again and again; nothing anywhere else.
class ProgressLine {
public:
    ProgressLine(const generator::Console& console, std::uint64_t items)
        : console_(console), items_(items), shown_(isatty(STDERR_FILENO) == 1) {}
    ~ProgressLine() {
        if (written_) console_.err << "\r\033[K" << std::flush;
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const std::string& service, const DrainReport& report) {
        if (!shown_) return;
        written_ = true;
        console_.err << "\r\033[K" << service << ": " << settled(report) << " of " << items_ << " items, "
                     << processes_in_words(report.processes_left) << " left" << std::flush;
    }

private:
    const generator::Console& console_;
    const std::uint64_t items_;
    const bool shown_;
    bool written_ = false;
};

void print(const std::string& service, const DrainReport& report, const generator::Console& console) {
    const bool clean = report.complete();
    console.out << "  "
                << console.out_style(clean ? Colour::Green : Colour::Red, clean ? "sent        " : "unfinished  ")
                << service << "  ";
    std::string words;
    for (const SignalType signal : kAllSignals) {
        const SignalCounters& counters = report.signals[static_cast<std::size_t>(signal)];
        if (counters.delivered != 0) {
            words += (words.empty() ? "" : ", ") + items_in_words(counters.delivered, signal) + " delivered";
        }
        if (counters.rejected != 0) {
            words += (words.empty() ? "" : ", ") + items_in_words(counters.rejected, signal) + " rejected";
        }
        for (const auto& [reason, items] : counters.dropped)
            words += (words.empty() ? "" : ", ") + items_in_words(items, signal) + " dropped (" + reason + ")";
    }
    console.out << (words.empty() ? "nothing was delivered" : words);
    if (!clean) console.out << "; " << processes_in_words(report.processes_left) << " left";
    console.out << '\n';
}

nlohmann::ordered_json json_of(const std::string& service, const DrainReport& report) {
    nlohmann::ordered_json signals;
    for (const SignalType signal : kAllSignals) {
        const SignalCounters& counters = report.signals[static_cast<std::size_t>(signal)];
        nlohmann::ordered_json dropped = nlohmann::ordered_json::object();
        for (const auto& [reason, items] : counters.dropped)
            dropped[reason] = items;
        signals[std::string(to_string(signal))] = {
            {"delivered", counters.delivered}, {"rejected", counters.rejected}, {"dropped", dropped}};
    }
    return {{"service", service},
            {"complete", report.complete()},
            {"processes", report.processes},
            {"processes_left", report.processes_left},
            {"last_error", report.last_error},
            {"signals", signals}};
}

bool lost_something(const DrainReport& report) {
    for (const SignalCounters& signal : report.signals) {
        if (signal.rejected + signal.dropped_total() != 0) return true;
    }
    return false;
}

}  // namespace

void DrainCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("drain", "Send what processes left that have ended, and delete it then",
                                            [this, &program] { return run(program); });
    selection_.add_directory(command);
    selection_.add_filters(command, false);
    command.add_option("-e,--endpoint", endpoint_, "Where the backend listens (default: TELEMETRYFLOW_ENDPOINT)")
        ->type_name("HOST:PORT|URL");
    command.add_option("--protocol", protocol_, "OTLP transport (default: TELEMETRYFLOW_PROTOCOL, or grpc)")
        ->check(CLI::IsMember({"grpc", "http"}).description(""))
        ->type_name("{grpc,http}");
    command
        .add_option("--patience", patience_,
                    "Give up when for so many seconds nothing could be delivered; what is left stays")
        ->check(CLI::Range(0.0, 86400.0))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--json", json_, "Print the result as JSON");
    command.footer(
        "The key, headers, TLS and everything else come from the variables TELEMETRYFLOW_* and OTEL_*, as a client's\n"
        "do: no secret stands on the command line. Each request has the resource of the process that recorded it, and\n"
        "telemetryflow.recovered. What the backend refuses for good is dropped and told, as a client does. SIGINT and\n"
        "SIGTERM end it at once; what is not delivered stays. Ends with 1 when anything was not delivered.");
}

int DrainCommand::run(const generator::Program& program) const {
    const generator::Console& console = program.console();
    const StateFolder folder = selection_.folder();
    const std::vector<std::string> services = selection_.services(folder);
    const TelemetryConfig config = config_for(endpoint_, protocol_);
    const auto diagnostics = std::make_shared<ConsoleDiagnostics>(console);
    const auto patience = std::chrono::milliseconds(static_cast<std::int64_t>(patience_ * 1000));

    nlohmann::ordered_json results = nlohmann::ordered_json::array();
    const generator::Interruption interruption;
    bool failed = false;
    std::size_t processes = 0;
    for (const std::string& service : services) {
        std::uint64_t items = 0;
        for (const KeptProcess& process : folder.processes(service))
            items += process.in_use ? 0 : process.items();
        DrainReport report;
        {
            ProgressLine line(console, items);
            report = drain_state(folder, service, config, patience, diagnostics, [&](const DrainReport& now) {
                line.show(service, now);
                return !interruption.has_come();
            });
        }
        processes += report.processes;
        failed |= !report.complete() || lost_something(report);
        if (report.processes != 0 && json_) results.push_back(json_of(service, report));
        if (report.processes != 0 && !json_) print(service, report, console);
        // The backend of the next service is the same.
        if (!report.complete()) break;
    }
    if (json_) {
        console.out << nlohmann::ordered_json{{"complete", !failed}, {"services", results}}.dump(
                           2, ' ', false, nlohmann::json::error_handler_t::replace)
                    << '\n';
    } else if (processes == 0) {
        console.out << "No process that has ended left anything in " << folder.path() << ".\n";
    }
    if (interruption.has_come()) console.err << "telemetryflow-spool: interrupted; what is left stays\n";
    return failed || interruption.has_come() ? 1 : 0;
}

}  // namespace telemetryflow::spool
