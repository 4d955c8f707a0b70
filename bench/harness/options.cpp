#include "harness/options.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>

namespace telemetryflow::bench {
namespace {

constexpr std::string_view kHelp = R"(
  --json FILE        write every figure
  --filter TEXT      only operations whose name contains TEXT
  --rounds N         rounds; the figures are their medians (default: 9)
  --ms N             CPU milliseconds of each operation in each round (default: 4)
  --threads N,N...   numbers of threads at once
  --list             print the names of the operations
  --count N NAME     perform one operation N times on one thread, for counters of instructions and system calls
)";

[[noreturn]] void refuse(std::string_view argument) {
    std::cerr << "'" << argument << "' is not understood; --help says what there is\n";
    std::exit(2);
}

template <class Number>
Number number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value <= 0) refuse(text);
    return value;
}

std::vector<int> numbers(std::string_view text) {
    std::vector<int> values;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(','));
        values.push_back(number<int>(one));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
    }
    return values;
}

}  // namespace

Options parse_options(int argc, char** argv, std::string_view what, Options options) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    std::size_t at = 0;
    const auto value = [&]() -> std::string_view {
        if (at + 1 >= arguments.size()) refuse(arguments[at]);
        return arguments[++at];
    };
    for (; at < arguments.size(); ++at) {
        const std::string_view argument = arguments[at];
        if (argument == "--help") {
            std::cout << what << '\n' << kHelp;
            std::exit(0);
        } else if (argument == "--json") {
            options.json = value();
        } else if (argument == "--filter") {
            options.filter = value();
        } else if (argument == "--rounds") {
            options.rounds = number<int>(value());
        } else if (argument == "--ms") {
            options.caller_ms = number<double>(value());
        } else if (argument == "--threads") {
            options.threads = numbers(value());
        } else if (argument == "--list") {
            options.list = true;
        } else if (argument == "--count") {
            options.count = number<std::int64_t>(value());
            options.operation = value();
        } else {
            refuse(argument);
        }
    }
    return options;
}

}  // namespace telemetryflow::bench
