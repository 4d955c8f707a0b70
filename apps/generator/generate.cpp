#include "generator/generate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <sstream>
#include <string_view>

#include <nlohmann/json.hpp>

#include "generator/generation_error.hpp"
#include "generator/unified_diff.hpp"
#include "generator/write_plan.hpp"

namespace telemetryflow::generator {

namespace {

constexpr std::array kActions{FileAction::Create, FileAction::Update, FileAction::Overwrite, FileAction::Keep};

std::size_t count(const Plan& plan, FileAction action) {
    const auto& files = plan.files();
    return static_cast<std::size_t>(
        std::count_if(files.begin(), files.end(), [action](const PlannedFile& file) { return file.action == action; }));
}

Colour colour_of(FileAction action) {
    switch (action) {
        case FileAction::Create: return Colour::Green;
        case FileAction::Update: return Colour::Cyan;
        case FileAction::Overwrite: return Colour::Yellow;
        case FileAction::Keep: return Colour::Dim;
    }
    return Colour::Dim;
}

// A diff goes to screens and into logs, where a secret has no place; that it changes still shows.
std::string without_secrets(const std::string& text) {
    constexpr std::string_view kPrefix = "tfs_";
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find(kPrefix); at != std::string::npos; at = text.find(kPrefix, done)) {
        result.append(text, done, at + kPrefix.size() - done);
        done = std::min(text.find_first_of(" \t\n\"'", at), text.size());
        if (done > at + kPrefix.size()) result += "[REDACTED]";
    }
    return result.append(text, done);
}

void print_diff(const Plan& plan, const Console& console) {
    for (const PlannedFile& file : plan.files()) {
        std::istringstream diff(without_secrets(unified_diff(file.path.generic_string(), file.previous, file.content)));
        for (std::string line; std::getline(diff, line);) {
            Colour colour = Colour::Dim;
            if (line.starts_with("---") || line.starts_with("+++")) {
                colour = Colour::Bold;
            } else if (line.starts_with("@@")) {
                colour = Colour::Cyan;
            } else if (line.starts_with('+')) {
                colour = Colour::Green;
            } else if (line.starts_with('-')) {
                colour = Colour::Red;
            }
            console.out << (line.starts_with(' ') ? line : console.out_style(colour, line)) << '\n';
        }
    }
}

void check_conflicts(const Plan& plan, const GenerateOptions& options) {
    if (options.force || count(plan, FileAction::Overwrite) == 0) return;
    std::string message = "these files are there already and differ:";
    for (const PlannedFile& file : plan.files()) {
        if (file.action == FileAction::Overwrite) message += "\n  " + (plan.folder() / file.path).string();
    }
    throw GenerationError(message + "\nNothing was written. --diff shows what would change, --force replaces them.");
}

void print_files(const Plan& plan, const Console& console) {
    for (const PlannedFile& file : plan.files()) {
        std::string action(to_string(file.action));
        action.resize(10, ' ');
        console.out << "  " << console.out_style(colour_of(file.action), action) << file.path.generic_string() << '\n';
    }
}

std::string_view in_past(FileAction action) {
    switch (action) {
        case FileAction::Create: return "created";
        case FileAction::Keep: return "unchanged";
        case FileAction::Update: return "updated";
        case FileAction::Overwrite: return "overwritten";
    }
    return {};
}

void print_summary(const Plan& plan, const GenerateOptions& options, const Console& console) {
    std::string counts;
    for (const FileAction action : kActions) {
        const std::size_t files = count(plan, action);
        if (files == 0) continue;
        if (!counts.empty()) counts += ", ";
        counts += std::to_string(files) + " " + std::string(in_past(action));
    }
    console.out << '\n'
                << (options.dry_run ? "Nothing was written; there would be in " : "In ") << plan.folder().string()
                << ": " << counts << '\n';
    if (options.dry_run && !options.force && count(plan, FileAction::Overwrite) != 0) {
        console.out << "Files are overwritten with --force only; without it the run would end here.\n";
    }
}

void print_next(const std::vector<std::string>& next, const Console& console) {
    if (next.empty()) return;
    console.out << '\n' << console.out_style(Colour::Bold, "Next") << '\n';
    for (std::size_t i = 0; i < next.size(); ++i)
        console.out << "  " << i + 1 << ". " << next[i] << '\n';
}

void print_json(const Plan& plan, const GenerateOptions& options, const std::vector<std::string>& next,
                const Console& console) {
    nlohmann::json files = nlohmann::json::array();
    for (const PlannedFile& file : plan.files())
        files.push_back({{"path", file.path.generic_string()}, {"action", to_string(file.action)}});
    const nlohmann::json document{{"folder", std::filesystem::absolute(plan.folder()).lexically_normal().string()},
                                  {"written", !options.dry_run},
                                  {"files", std::move(files)},
                                  {"next", next}};
    // Names of files are bytes, and need not be UTF-8.
    console.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace

void apply(const Plan& plan, const GenerateOptions& options) {
    if (options.dry_run || options.diff) return;
    check_conflicts(plan, options);
    const Interruption interruption;
    write_plan(plan, interruption);
}

void report(const Plan& plan, const GenerateOptions& options, const std::vector<std::string>& next,
            const Console& console) {
    if (options.diff) return print_diff(plan, console);
    if (options.json) return print_json(plan, options, next, console);
    print_files(plan, console);
    print_summary(plan, options, console);
    if (!options.dry_run) print_next(next, console);
}

}  // namespace telemetryflow::generator
