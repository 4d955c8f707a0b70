#include "export/table.hpp"

#include <array>
#include <iomanip>
#include <ostream>

namespace telemetryflow::bench {
namespace {

struct Column {
    const char* heading;
    const char* metric;
    int width;
    int digits;
    double scale;
};

constexpr std::array kColumns{Column{"delivered/s", "throughput", 13, 0, 1},
                              Column{"CPU ns", "process_cpu", 9, 0, 1},
                              Column{"caller", "caller_cpu", 8, 0, 1},
                              Column{"loop", "generator_cpu", 7, 0, 1},
                              Column{"receiver", "receiver_cpu", 10, 0, 1},
                              Column{"lost %", "lost", 8, 1, 100},
                              Column{"a request", "spans_per_request", 11, 0, 1},
                              Column{"bytes", "wire_bytes", 7, 0, 1},
                              Column{"allocs", "allocations", 8, 2, 1},
                              Column{"RSS MiB", "resident", 9, 1, 1.0 / (1U << 20U)}};

}  // namespace

void print_table(std::ostream& out, const Report& report) {
    out << std::left << std::setw(28) << "scenario" << std::setw(35) << "subject" << std::right;
    for (const Column& column : kColumns)
        out << std::setw(column.width) << column.heading;
    out << std::setw(8) << "spread" << std::setw(8) << "CPU x" << std::setw(10) << "speed x" << '\n' << std::fixed;
    for (const Figure& first : report.figures) {
        if (first.metric != std::string_view("throughput")) continue;
        out << std::left << std::setw(28) << first.op << std::setw(35) << first.subject << std::right;
        double spread = 0;
        double cpu_ratio = 0;
        for (const Column& column : kColumns) {
            for (const Figure& figure : report.figures) {
                if (figure.op != first.op || figure.subject != first.subject || figure.metric != column.metric)
                    continue;
                out << std::setw(column.width) << std::setprecision(column.digits) << figure.median() * column.scale;
                if (figure.metric != "process_cpu") continue;
                spread = figure.spread();
                cpu_ratio = report.ratio(figure).value_or(0);
            }
        }
        out << std::setw(6) << std::setprecision(0) << spread * 100 << " %" << std::setprecision(1);
        if (const auto speed = report.ratio(first); speed && cpu_ratio > 0) {
            out << std::setw(8) << cpu_ratio << std::setw(10) << 1 / *speed;
        }
        out << '\n';
    }
    out << "CPU: of the sending process for each delivered span; its thread that makes the spans (caller) and what the "
           "loop of\nthat one costs without spans are for each span made. allocs: of all threads for each delivered "
           "span. CPU x, speed x:\nhow many times ours. Round trip between the cores "
        << report.round_trip_before_ns << " ns before, " << report.round_trip_after_ns << " ns after; figures are "
        << to_string(report.state) << ".\n";
}

}  // namespace telemetryflow::bench
