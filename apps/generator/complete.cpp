#include "generator/complete.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <CLI/CLI.hpp>

namespace telemetryflow::generator {

namespace {

using Candidates = std::vector<std::string>;

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_min() > 0;
}

// Subcommands hand on to the commands above them what they do not know.
const CLI::Option* find_option(const CLI::App* app, const std::string& name) {
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            if (option->check_name(name)) return option;
        }
    }
    return nullptr;
}

// A check of membership shows in the type's name as {a,b,c}.
Candidates values_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t open = type.find('{');
    const std::size_t close = type.find('}', open == std::string::npos ? 0 : open);
    if (open != std::string::npos && close != std::string::npos) {
        return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
    }
    if (type.starts_with("DIR")) return {":folders"};
    if (type.starts_with("FILE")) return {":files"};
    return {};
}

void add_own_options(const CLI::App& app, Candidates& candidates) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        for (const std::string& name : option->get_lnames())
            candidates.push_back("--" + name);
    }
}

// The command's, and those that all commands take.
void add_options(const CLI::App& app, const CLI::App& command, Candidates& candidates) {
    add_own_options(app, candidates);
    if (&command != &app) add_own_options(command, candidates);
}

const CLI::App* find_subcommand(const CLI::App& app, const std::string& name) {
    const auto found = app.get_subcommands([&name](const CLI::App* one) { return one->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

void add_subcommands(const CLI::App& app, Candidates& candidates) {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
        candidates.push_back(command->get_name());
}

Candidates values_of_positional(const CLI::App& app, std::size_t index) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional() && index-- == 0) return values_of(*option);
    }
    return {};
}

}  // namespace

Candidates complete(const CLI::App& app, std::span<const std::string> words) {
    const std::string current = words.empty() ? "" : words.back();
    const CLI::App* command = &app;
    const CLI::Option* waiting = nullptr;
    std::size_t positionals = 0;
    for (const std::string& word : words.first(words.empty() ? 0 : words.size() - 1)) {
        if (waiting != nullptr) {
            waiting = nullptr;
        } else if (word.starts_with('-')) {
            const CLI::Option* option = find_option(command, word);
            if (option != nullptr && takes_value(*option)) waiting = option;
        } else if (const CLI::App* next = find_subcommand(*command, word)) {
            command = next;
            positionals = 0;
        } else {
            ++positionals;
        }
    }
    Candidates candidates;
    if (waiting != nullptr) {
        candidates = values_of(*waiting);
    } else if (current.starts_with('-')) {
        add_options(app, *command, candidates);
    } else {
        candidates = values_of_positional(*command, positionals);
        if (positionals == 0) add_subcommands(*command, candidates);
    }
    std::erase_if(candidates,
                  [&current](const std::string& one) { return !one.starts_with(':') && !one.starts_with(current); });
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    return candidates;
}

}  // namespace telemetryflow::generator
