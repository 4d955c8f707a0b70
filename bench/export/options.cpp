#include "export/options.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace telemetryflow::bench {
namespace {

template <class Number>
Number number(const std::string& option, std::string_view value, Number low, Number high) {
    Number result{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc{} || end != value.data() + value.size() || result < low || result > high) {
        throw std::invalid_argument(option + " does not take '" + std::string(value) + "'");
    }
    return result;
}

std::vector<std::uint64_t> rates_of(const std::string& option, std::string_view value) {
    std::vector<std::uint64_t> rates;
    for (;;) {
        const std::size_t comma = value.find(',');
        rates.push_back(number<std::uint64_t>(option, value.substr(0, comma), 0, 100'000'000));
        if (comma == std::string_view::npos) return rates;
        value.remove_prefix(comma + 1);
    }
}

}  // namespace

const char* Options::usage() noexcept {
    return "usage: export_bench [options]\n"
           "\n"
           "Sends spans with three attributes to a receiver on this machine that only counts them, through this SDK\n"
           "and through opentelemetry-cpp where it is installed, and prints what arrived and what it cost. Sender and\n"
           "receiver are processes of their own.\n"
           "\n"
           "  --json FILE       write every figure\n"
           "  --rounds N        rounds, 1 to 100; the figures are their medians (default 5)\n"
           "  --seconds S       length of each run, 0.1 to 60 (default 1)\n"
           "  --rates N,N...    spans per second, 0 for as many as possible (default 0,100000,1000000)\n"
           "  --filter TEXT     only scenarios whose name contains TEXT, as in 'saturated gRPC gzip'\n"
           "  --subject TEXT    only subjects whose name contains TEXT\n"
           "  --help            this text\n";
}

Options Options::parse(int argc, char** argv) {
    Options options;
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& name = words[i];
        if (name == "--help") {
            options.help = true;
            continue;
        }
        if (i + 1 == words.size()) throw std::invalid_argument("option '" + name + "' is unknown or has no value");
        const std::string& value = words[++i];
        if (name == "--json") {
            options.json = value;
        } else if (name == "--rounds") {
            options.rounds = number(name, value, 1, 100);
        } else if (name == "--seconds") {
            options.seconds = number(name, value, 0.1, 60.0);
        } else if (name == "--rates") {
            options.rates = rates_of(name, value);
        } else if (name == "--filter") {
            options.filter = value;
        } else if (name == "--subject") {
            options.subject = value;
        } else {
            throw std::invalid_argument("unknown option '" + name + "'");
        }
    }
    return options;
}

std::vector<Scenario> Options::scenarios() const {
    std::vector<Scenario> all;
    for (const std::uint64_t rate : rates) {
        for (const Wire wire : {Wire::Grpc, Wire::Http}) {
            for (const bool gzip : {false, true}) {
                const Scenario scenario{wire, gzip, rate, seconds};
                if (scenario.name().find(filter) != std::string::npos) all.push_back(scenario);
            }
        }
    }
    return all;
}

std::vector<Subject> Options::subjects() const {
    std::vector<Subject> all = all_subjects();
    std::erase_if(all, [this](const Subject& one) { return one.name.find(subject) == std::string::npos; });
    return all;
}

}  // namespace telemetryflow::bench
