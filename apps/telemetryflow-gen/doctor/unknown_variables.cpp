#include "doctor/unknown_variables.hpp"

#include <algorithm>
#include <string_view>

#include <unistd.h>

#include "telemetryflow/known_variables.hpp"

#include "generator/nearest.hpp"
#include "visible_text.hpp"

namespace telemetryflow::gen {

namespace {

constexpr std::string_view kPrefix = "TELEMETRYFLOW_";

// Without the prefix: what all have in common makes none of them nearer.
std::vector<std::string> known_names() {
    std::vector<std::string> names;
    for (const std::string& name : known_variables()) {
        if (name.starts_with(kPrefix)) names.push_back(name.substr(kPrefix.size()));
    }
    return names;
}

std::vector<std::string> set_names() {
    std::vector<std::string> names;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        std::string_view name(*entry);
        name = name.substr(0, name.find('='));
        if (name.starts_with(kPrefix)) names.emplace_back(name.substr(kPrefix.size()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

std::vector<std::string> unknown_variables() {
    const std::vector<std::string> known = known_names();
    std::vector<std::string> lines;
    for (const std::string& name : set_names()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string line = std::string(kPrefix) + visible_text(name) + " is no variable of this SDK";
        if (const std::string* meant = generator::nearest(name, known)) {
            line.append("; did you mean ").append(kPrefix).append(*meant).append("?");
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace telemetryflow::gen
