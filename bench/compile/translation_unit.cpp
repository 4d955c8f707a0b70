#include "compile/translation_unit.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <unistd.h>

#include "harness/figure.hpp"
#include "process/child_process.hpp"

namespace telemetryflow::bench {
namespace {

// A folder that goes with its last file.
class TemporarySource {
public:
    explicit TemporarySource(const std::vector<std::string>& includes) {
        std::string pattern = std::filesystem::temp_directory_path() / "compile_bench.XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder " + pattern);
        folder_ = pattern;
        std::ofstream out(file());
        for (const std::string& header : includes)
            out << "#include <" << header << ">\n";
        if (!out.flush()) throw std::runtime_error("cannot write " + file());
    }
    ~TemporarySource() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    TemporarySource(const TemporarySource&) = delete;
    TemporarySource& operator=(const TemporarySource&) = delete;

    [[nodiscard]] std::string file() const { return folder_ / "unit.cpp"; }

private:
    std::filesystem::path folder_;
};

ChildResult run_compiler(const TranslationUnit& unit, const std::vector<std::string>& more) {
    const TemporarySource source(unit.includes);
    std::vector<std::string> command{TELEMETRYFLOW_BENCH_COMPILER, "-std=c++20"};
    command.insert(command.end(), unit.options.begin(), unit.options.end());
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(source.file());
    ChildResult result = run_child(command);
    if (!result.ok()) throw std::runtime_error(unit.subject + ", " + unit.op + ": does not compile");
    return result;
}

}  // namespace

double TranslationUnit::compile_cpu_s() const {
    return run_compiler(*this, {"-c", "-o", "/dev/null"}).cpu_s;
}

std::size_t TranslationUnit::preprocessed_lines() const {
    const ChildResult result = run_compiler(*this, {"-E"});
    return static_cast<std::size_t>(std::count(result.output.begin(), result.output.end(), '\n'));
}

std::vector<TranslationUnit> all_translation_units() {
    const std::string record = "file that records";
    const std::string set_up = "file that sets up";
    const std::string ours(kOurs);
    const std::vector<std::string> our_options{"-I" TELEMETRYFLOW_BENCH_INCLUDE};
    std::vector<TranslationUnit> units{{record, ours, {"telemetryflow/client.hpp"}, our_options},
                                       {set_up, ours, {"telemetryflow/builder.hpp"}, our_options}};
    const std::string_view version = TELEMETRYFLOW_BENCH_PEER_VERSION;
    if (version.empty()) return units;
    const std::string peer = "opentelemetry-cpp " + std::string(version);
    // How Debian builds it; without it the headers mean another binary interface.
    const std::vector<std::string> peer_options{"-DHAVE_ABSEIL"};
    units.push_back(
        {record,
         peer,
         {"opentelemetry/trace/provider.h", "opentelemetry/metrics/provider.h", "opentelemetry/logs/provider.h"},
         peer_options});
    units.push_back(
        {set_up,
         peer,
         {"opentelemetry/exporters/otlp/otlp_grpc_exporter_factory.h",
          "opentelemetry/exporters/otlp/otlp_grpc_metric_exporter_factory.h",
          "opentelemetry/exporters/otlp/otlp_grpc_log_record_exporter_factory.h",
          "opentelemetry/sdk/trace/batch_span_processor_factory.h", "opentelemetry/sdk/trace/tracer_provider_factory.h",
          "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h",
          "opentelemetry/sdk/metrics/meter_provider_factory.h",
          "opentelemetry/sdk/logs/batch_log_record_processor_factory.h",
          "opentelemetry/sdk/logs/logger_provider_factory.h", "opentelemetry/sdk/resource/resource.h"},
         peer_options});
    return units;
}

}  // namespace telemetryflow::bench
