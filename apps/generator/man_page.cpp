#include "generator/man_page.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <CLI/CLI.hpp>

namespace telemetryflow::generator {

namespace {

// Text, not commands of the language: a hyphen that can be copied, no dot or quote at a line's beginning.
std::string escaped(std::string_view text) {
    std::string result;
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == '.' || c == '\'')) result += "\\&";
        if (c == '\\') {
            result += "\\e";
        } else {
            if (c == '-') result += '\\';
            result += c;
        }
        at_start = c == '\n';
    }
    return result;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string bold(const std::string& text) {
    return "\\fB" + escaped(text) + "\\fR";
}
std::string italic(const std::string& text) {
    return "\\fI" + escaped(text) + "\\fR";
}

// "-o, --output DIR"
std::string names_of(const CLI::Option& option) {
    std::string names;
    const auto add = [&names](const std::string& name) { names += (names.empty() ? "" : ", ") + bold(name); };
    for (const std::string& name : option.get_snames())
        add("-" + name);
    for (const std::string& name : option.get_lnames())
        add("--" + name);
    if (option.get_positional()) names = italic(option.get_name());
    if (option.get_items_expected_min() > 0) names += " " + italic(option.get_type_name());
    return names;
}

std::string options_of(const CLI::App& app) {
    std::string result;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        result += ".TP\n" + names_of(*option) + "\n" + escaped(option->get_description());
        if (!option->get_default_str().empty()) result += " (default: " + escaped(option->get_default_str()) + ")";
        result += "\n";
    }
    return result;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); });
}

void add_commands(const CLI::App& app, const std::string& path, std::string& page) {
    for (const CLI::App* command : commands_of(app)) {
        const std::string name = path + command->get_name();
        page += ".SS " + escaped(name) + "\n" + escaped(command->get_description()) + "\n" + options_of(*command);
        if (!command->get_footer().empty()) page += ".PP\n.nf\n" + escaped(command->get_footer()) + "\n.fi\n";
        add_commands(*command, name + " ", page);
    }
}

}  // namespace

std::string man_page(const CLI::App& app, std::string_view version) {
    const std::string description = app.get_description();
    const std::string first = description.substr(0, description.find('\n'));
    std::string page = ".TH " + upper(escaped(app.get_name())) + " 1 \"\" \"TelemetryFlow " + std::string(version) +
                       "\" \"User Commands\"\n";
    page += ".SH NAME\n" + escaped(app.get_name()) + " \\- " + escaped(first) + "\n";
    page += ".SH SYNOPSIS\n" + bold(app.get_name()) + " [" + italic("option") + "...] " + italic("command") + " [" +
            italic("argument") + "...]\n";
    if (first.size() < description.size())
        page += ".SH DESCRIPTION\n" + escaped(description.substr(first.size() + 1)) + "\n";
    page += ".SH OPTIONS\n" + options_of(app) + ".SH COMMANDS\n";
    add_commands(app, "", page);
    if (!app.get_footer().empty()) page += ".SH NOTES\n.nf\n" + escaped(app.get_footer()) + "\n.fi\n";
    return page;
}

}  // namespace telemetryflow::generator
