#include "export/options.hpp"

#include <stdexcept>
#include <string_view>

namespace telemetryflow::bench {
namespace {

template <class Number, class Parse>
Number number(const std::string& value, const std::string& option, Number low, Number high, Parse&& parse) {
    std::size_t used = 0;
    Number result{};
    try {
        result = static_cast<Number>(parse(value, &used));
    } catch (const std::exception&) {
        used = 0;
    }
    if (used == 0 || used != value.size() || result < low || result > high) {
        throw std::invalid_argument(option + " does not take '" + value + "'");
    }
    return result;
}

}  // namespace

const char* Options::usage() noexcept {
    return "usage: saturation_bench [options]\n"
           "\n"
           "Sends spans to a receiver on this machine that only counts them, and prints what arrived, what it cost\n"
           "and what was dropped. Receiver and SDK are processes of their own.\n"
           "\n"
           "  --seconds S       length of each scenario, 0.1 to 60 (default 3)\n"
           "  --batch N         spans in one request, 1 to 100000 (default 512)\n"
           "  --paced N         spans per second of the paced scenarios (default 100000)\n"
           "  --filter TEXT     only scenarios whose name contains TEXT\n"
           "  --json FILE       also write the figures as JSON\n"
           "  --benchmark_out=FILE, --benchmark_filter=TEXT, --benchmark_out_format=json\n"
           "                    as Google Benchmark spells them; other --benchmark_ options are ignored\n"
           "  --help            this text\n";
}

Options Options::parse(int argc, char** argv) {
    Options options;
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string name = words[i];
        std::string value;
        const std::size_t equals = name.find('=');
        const bool attached = equals != std::string::npos;
        if (attached) {
            value = name.substr(equals + 1);
            name.resize(equals);
        }
        if (name == "--help" || name == "-h") {
            options.help = true;
            continue;
        }
        const bool of_google = name.starts_with("--benchmark_");
        if (!attached && !of_google) {
            if (i + 1 == words.size()) throw std::invalid_argument("option '" + name + "' is unknown or has no value");
            value = words[++i];
        }
        if (name == "--seconds") {
            options.seconds = number(value, name, 0.1, 60.0, [](auto& v, auto* u) { return std::stod(v, u); });
        } else if (name == "--batch") {
            options.batch_size = number(value, name, 1U, 100'000U, [](auto& v, auto* u) { return std::stoul(v, u); });
        } else if (name == "--paced") {
            options.paced =
                number<std::uint64_t>(value, name, 1, 100'000'000, [](auto& v, auto* u) { return std::stoull(v, u); });
        } else if (name == "--filter" || name == "--benchmark_filter") {
            options.filter = value;
        } else if (name == "--json" || name == "--benchmark_out") {
            options.json_file = value;
        } else if (!of_google) {
            throw std::invalid_argument("unknown option '" + name + "'");
        }
    }
    return options;
}

std::vector<Scenario> Options::scenarios() const {
    std::vector<Protocol> protocols{Protocol::Http};
#ifdef TELEMETRYFLOW_BENCH_GRPC
    protocols.push_back(Protocol::Grpc);
#endif
    std::vector<Scenario> all;
    const auto add = [&](Scenario scenario) {
        if (scenario.name().find(filter) != std::string::npos) all.push_back(scenario);
    };
    for (const Protocol protocol : protocols) {
        for (const bool gzip : {false, true}) {
            Scenario scenario{.protocol = protocol, .gzip = gzip, .seconds = seconds, .batch_size = batch_size};
            add(scenario);
            scenario.overflow = OverflowPolicy::DropNewest;
            add(scenario);
            scenario.spans_per_second = paced;
            add(scenario);
        }
    }
    return all;
}

}  // namespace telemetryflow::bench
