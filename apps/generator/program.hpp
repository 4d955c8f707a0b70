#pragma once

// A command line program of commands: its common options, its exit codes, its completions and its manual page. Made in
// main() and used by one thread; commands are added to app() before run().

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "generator/console.hpp"
#include "generator/embedded_template.hpp"
#include "generator/generate_options.hpp"
#include "generator/plan.hpp"
#include "generator/template_set.hpp"

namespace telemetryflow::generator {

class Program {
public:
    struct About {
        std::string name;
        std::string product;  // as the banner shows it; empty for those that have none
        std::string description;
        std::string footer;
        std::string version;
    };

    Program(About about, std::span<const EmbeddedTemplate> templates);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] CLI::App& app() { return *app_; }
    [[nodiscard]] const Console& console() const { return console_; }

    /// Adds a command. `work` is called when the command line asks for it, and returns the exit code.
    CLI::App& add_command(const std::string& name, const std::string& description, std::function<int()> work);
    /// A command below another one, whose options it does not take.
    CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description,
                          std::function<int()> work);
    /// Adds -o, -f, --dry-run, --diff and --json; `force` are the names of -f.
    static void add_generate_options(CLI::App& command, GenerateOptions& options,
                                     const std::string& force = "-f,--force");
    /// Adds the commands `version` and `completion`.
    void add_common_commands();

    /// The templates, those of --template-dir in front.
    [[nodiscard]] TemplateSet templates() const;
    /// Prints the banner unless --no-banner is given; for people, not before output that programs read.
    void print_banner() const;
    /// The beginning of a command that writes files, before it looks at its folder: takes back there what a run that
    /// was killed left half done, unless this one is not to write.
    void begin(const GenerateOptions& options) const;
    /// The end of a command that writes files: apply() and report().
    int finish(const Plan& plan, const GenerateOptions& options, const std::vector<std::string>& next) const;

    /// Parses and runs; returns the exit code: 0 done, 1 failed, 2 wrong usage. Errors go to the error stream.
    int run(int argc, char** argv);

private:
    // Common options may stand anywhere, so what a command does not know goes to those above it.
    void refuse_options_of_commands_above(const CLI::App& command) const;
    int print_version(bool json) const;
    int print_completions(const std::vector<std::string>& words) const;
    int fail(const std::string& message, int exit_code) const;

    About about_;
    std::span<const EmbeddedTemplate> embedded_;
    Console console_;
    std::unique_ptr<CLI::App> app_;
    std::string template_dir_;
    bool no_banner_ = false;
    bool version_json_ = false;
    std::string shell_;
    int exit_code_ = 0;
};

}  // namespace telemetryflow::generator
