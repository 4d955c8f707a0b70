#include "process/few_options.hpp"

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <vector>

namespace telemetryflow::bench {
namespace {

constexpr const char* kOptions =
    "\n"
    "  --json FILE   write every figure\n"
    "  --rounds N    rounds, 1 to 100; the figures are their medians (default 9)\n"
    "  --help        this text\n";

[[noreturn]] void refuse(std::string_view argument) {
    std::cerr << "'" << argument << "' is not understood; --help says what there is\n";
    std::exit(2);
}

}  // namespace

FewOptions FewOptions::parse(int argc, char** argv, const char* usage) {
    FewOptions options;
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view name = words[i];
        if (name == "--help") {
            std::cout << usage << kOptions;
            std::exit(0);
        }
        if (i + 1 == words.size() || (name != "--json" && name != "--rounds")) refuse(name);
        const std::string_view value = words[++i];
        if (name == "--json") {
            options.json = value;
            continue;
        }
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.rounds);
        const bool whole = error == std::errc{} && end == value.data() + value.size();
        if (!whole || options.rounds < 1 || options.rounds > 100) refuse(value);
    }
    return options;
}

}  // namespace telemetryflow::bench
