#include "harness/report.hpp"

#include <fstream>
#include <iomanip>
#include <ostream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "harness/machine.hpp"

namespace telemetryflow::bench {

std::optional<double> Report::ratio(const Figure& figure) const {
    if (figure.subject == kOurs) return std::nullopt;
    for (const Figure& other : figures) {
        if (other.subject != kOurs || other.op != figure.op || other.metric != figure.metric) continue;
        if (other.median() > 0) return figure.median() / other.median();
    }
    return std::nullopt;
}

void Report::print(std::ostream& out) const {
    out << std::left << std::setw(48) << "operation" << std::setw(36) << "subject" << std::setw(20) << "metric"
        << std::right << std::setw(12) << "median" << std::setw(10) << "spread" << std::setw(9) << "ratio" << '\n'
        << std::fixed;
    for (const Figure& figure : figures) {
        out << std::left << std::setw(48) << figure.op << std::setw(36) << figure.subject << std::setw(20)
            << figure.metric << std::right << std::setprecision(2) << std::setw(12) << figure.median() << std::setw(8)
            << std::setprecision(0) << figure.spread() * 100 << " %";
        if (const auto times = ratio(figure)) out << std::setw(8) << std::setprecision(1) << *times << 'x';
        out << '\n';
    }
    out << "cores " << to_string(state) << ", round trip " << round_trip_before_ns << " ns before, "
        << round_trip_after_ns << " ns after\n";
}

void Report::write_json(const std::string& file) const {
    nlohmann::ordered_json json;
    json["schema"] = 1;
    json["bench"] = bench;
    json["machine"] = {{"cpu", cpu_model()},
                       {"cpus", cpu_count()},
                       {"kernel", kernel_release()},
                       {"compiler", compiler()},
                       {"round_trip_ns_before", round_trip_before_ns},
                       {"round_trip_ns_after", round_trip_after_ns},
                       {"state", to_string(state)}};
    json["figures"] = nlohmann::ordered_json::array();
    for (const Figure& figure : figures) {
        nlohmann::ordered_json entry{
            {"op", figure.op},     {"subject", figure.subject}, {"metric", figure.metric},
            {"unit", figure.unit}, {"median", figure.median()}, {"min", figure.min()},
            {"max", figure.max()}, {"spread", figure.spread()}, {"samples", figure.samples.size()},
            {"ratio", nullptr}};
        if (const auto times = ratio(figure)) entry["ratio"] = *times;
        json["figures"].push_back(std::move(entry));
    }
    std::ofstream out(file);
    out << json.dump(1) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace telemetryflow::bench
