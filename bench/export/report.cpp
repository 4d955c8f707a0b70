#include "export/report.hpp"

#include <iomanip>
#include <ostream>

namespace telemetryflow::bench {

void print_heading(std::ostream& out) {
    out << std::left << std::setw(34) << "scenario" << std::right << std::setw(13) << "delivered/s" << std::setw(12)
        << "CPU us/span" << std::setw(11) << "delivery" << std::setw(10) << "dropped" << std::setw(10) << "B/span"
        << std::setw(10) << "RSS MB" << std::setw(14) << "receiver CPU" << '\n';
}

void print_row(std::ostream& out, const Scenario& scenario, const ScenarioResult& result) {
    const double spans = result.delivered > 0 ? static_cast<double>(result.delivered) : 1;
    out << std::left << std::setw(34) << scenario.name() << std::right << std::fixed << std::setprecision(0)
        << std::setw(13) << result.per_second() << std::setprecision(3) << std::setw(12) << result.cpu_us_per_span()
        << std::setw(11) << result.delivery_cpu_us_per_span() << std::setprecision(1) << std::setw(9)
        << result.dropped_percent() << '%' << std::setw(10) << static_cast<double>(result.wire_bytes) / spans
        << std::setw(10) << static_cast<double>(result.max_rss_kb) / 1024 << std::setprecision(3) << std::setw(14)
        << result.receiver_cpu_s * 1e6 / spans << (result.ok ? "" : "  INCOMPLETE") << std::endl;
}

void print_json(std::ostream& out, const Results& results) {
    out << "{\n  \"context\": {\"executable\": \"saturation_bench\"},\n  \"benchmarks\": [";
    const char* separator = "\n";
    for (const auto& [scenario, result] : results) {
        // Names are ours and hold nothing that JSON would have escaped.
        out << separator << "    {\"name\": \"" << scenario.name()
            << "\", \"run_type\": \"iteration\", \"ok\": " << (result.ok ? "true" : "false")
            << ", \"batch_size\": " << scenario.batch_size << ", \"seconds\": " << result.elapsed_s
            << ", \"created\": " << result.created << ", \"delivered\": " << result.delivered
            << ", \"dropped\": " << result.dropped << ", \"requests\": " << result.requests
            << ", \"wire_bytes\": " << result.wire_bytes << ", \"delivered_per_second\": " << result.per_second()
            << ", \"cpu_us_per_span\": " << result.cpu_us_per_span()
            << ", \"delivery_cpu_us_per_span\": " << result.delivery_cpu_us_per_span()
            << ", \"receiver_cpu_s\": " << result.receiver_cpu_s << ", \"max_rss_kb\": " << result.max_rss_kb << '}';
        separator = ",\n";
    }
    out << "\n  ]\n}\n";
}

}  // namespace telemetryflow::bench
