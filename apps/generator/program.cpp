#include "generator/program.hpp"

#include <algorithm>
#include <iostream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "telemetryflow/banner.hpp"
#include "telemetryflow/version_info.hpp"

#include "generator/complete.hpp"
#include "generator/completion_script.hpp"
#include "generator/generate.hpp"
#include "generator/man_page.hpp"
#include "generator/nearest.hpp"
#include "generator/placement.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::generator {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr const char* kManCommand = "__man";

// The command that the words lead to, as far as they were understood.
const CLI::App& reached(const CLI::App& app) {
    const auto below = app.get_subcommands();
    return below.empty() ? app : reached(*below.front());
}

std::vector<std::string> names_below(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
        names.push_back(command->get_name());
    return names;
}

}  // namespace

Program::Program(About about, std::span<const EmbeddedTemplate> templates)
    : about_(std::move(about)),
      embedded_(templates),
      console_{std::cout, std::cerr, Style::of(STDOUT_FILENO), Style::of(STDERR_FILENO), isatty(STDOUT_FILENO) == 1},
      app_(std::make_unique<CLI::App>(about_.description, about_.name)) {
    app_->footer(about_.footer);
    app_->require_subcommand(1);
    // Common options may stand before and after the command.
    app_->fallthrough();
    app_->set_version_flag("-v,--version", about_.name + " " + about_.version, "Print the version and end");
    if (!about_.product.empty()) app_->add_flag("--no-banner", no_banner_, "Print no banner");
    if (embedded_.empty()) return;
    app_->add_option("--template-dir", template_dir_, "Folder whose *.tpl replace the templates of the same name")
        ->type_name("DIR");
}

Program::~Program() = default;

CLI::App& Program::add_command(const std::string& name, const std::string& description, std::function<int()> work) {
    return add_command(*app_, name, description, std::move(work));
}

CLI::App& Program::add_command(CLI::App& parent, const std::string& name, const std::string& description,
                               std::function<int()> work) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->fallthrough();
    command->callback([this, command, work = std::move(work)] {
        // The command below it is what was meant.
        if (!command->get_subcommands().empty()) return;
        refuse_options_of_commands_above(*command);
        exit_code_ = work();
    });
    return *command;
}

void Program::refuse_options_of_commands_above(const CLI::App& command) const {
    for (const CLI::App* above = command.get_parent(); above != app_.get(); above = above->get_parent()) {
        for (const CLI::Option* option : above->get_options()) {
            if (option->count() == 0) continue;
            throw UsageError(option->get_name() + " is an option of " + above->get_name() + ", not of " +
                             above->get_name() + " " + command.get_name());
        }
    }
}

void Program::add_generate_options(CLI::App& command, GenerateOptions& options, const std::string& force) {
    command.add_option("-o,--output", options.output, "Folder to write to; made when it is not there")
        ->type_name("DIR")
        ->capture_default_str();
    command.add_flag(force, options.force, "Replace files that are there already and differ");
    command.add_flag("--dry-run", options.dry_run, "Say what would be written, and write nothing");
    CLI::Option* diff =
        command.add_flag("--diff", options.diff, "Print what would change as a unified diff, and write nothing");
    command.add_flag("--json", options.json, "Print the result as JSON")->excludes(diff);
}

void Program::add_common_commands() {
    CLI::App& version = add_command("version", "Print the version, the compiler and the platform of this program",
                                    [this] { return print_version(version_json_); });
    version.add_flag("--json", version_json_, "Print it as JSON");

    CLI::App& completion = add_command("completion", "Print a shell's completion script", [this] {
        console_.out << completion_script(shell_, about_.name);
        return 0;
    });
    completion.add_option("shell", shell_, "The shell")->required()->type_name("{bash,zsh,fish}");
}

TemplateSet Program::templates() const {
    TemplateSet set(embedded_);
    if (!template_dir_.empty()) set.override_from(template_dir_);
    return set;
}

void Program::print_banner() const {
    if (no_banner_) return;
    BannerConfig config;
    config.product_name = about_.product;
    config.version = about_.version;
    std::string banner = generate_minimal_banner(config);
    while (banner.ends_with('\n'))
        banner.pop_back();
    console_.out << console_.out_style(Colour::Bold, banner) << "\n\n";
}

void Program::begin(const GenerateOptions& options) const {
    if (options.dry_run || options.diff || !Placement::take_back_killed(options.output)) return;
    console_.err << about_.name << ": an earlier run was killed while it put its files into " << options.output.string()
                 << "; that was taken back\n";
}

int Program::finish(const Plan& plan, const GenerateOptions& options, const std::vector<std::string>& next) const {
    apply(plan, options);
    if (!options.json && !options.diff) print_banner();
    report(plan, options, next, console_);
    return 0;
}

int Program::print_version(bool json) const {
    if (json) {
        const nlohmann::json document{{"name", about_.name},
                                      {"version", about_.version},
                                      {"full_version", version_full()},
                                      {"compiler", compiler_version()},
                                      {"platform", platform_info()}};
        console_.out << document.dump(2) << '\n';
        return 0;
    }
    console_.out << about_.name << ' ' << version_full() << '\n'
                 << "compiler  " << compiler_version() << '\n'
                 << "platform  " << platform_info() << '\n';
    return 0;
}

int Program::print_completions(const std::vector<std::string>& words) const {
    for (const std::string& candidate : complete(*app_, words))
        console_.out << candidate << '\n';
    return 0;
}

int Program::fail(const std::string& message, int exit_code) const {
    console_.err << console_.err_style(Colour::Red, about_.name + ": ") << message << '\n';
    if (exit_code == kWrongUsage) console_.err << "Run with --help for more information.\n";
    return exit_code;
}

int Program::run(int argc, char** argv) {
    // Before anything is parsed: what is to be completed is no command line yet.
    const std::vector<std::string> words(argv + std::min(argc, 2), argv + argc);
    if (argc > 1 && argv[1] == std::string_view(kCompleteCommand)) return print_completions(words);
    if (argc > 1 && argv[1] == std::string_view(kManCommand)) {
        console_.out << man_page(*app_, about_.version);
        return 0;
    }
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app_->exit(error, console_.out, console_.err);
        const std::vector<std::string> unknown = app_->remaining(true);
        const std::vector<std::string> names = names_below(reached(*app_));
        // Its own words would be that there is no command.
        if (names.empty() || unknown.empty()) return fail(error.what(), kWrongUsage);
        const std::string& word = unknown.front();
        if (word.starts_with('-')) return fail("no option '" + word + "'", kWrongUsage);
        return fail("no command '" + word + "'" + did_you_mean(word, names), kWrongUsage);
    } catch (const UsageError& error) {
        return fail(error.what(), kWrongUsage);
    } catch (const std::exception& error) {
        return fail(error.what(), kFailed);
    }
    return exit_code_;
}

}  // namespace telemetryflow::generator
