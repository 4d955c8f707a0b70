#include "commands/init_command.hpp"

#include <string>
#include <vector>

#include "generator/marked_block.hpp"
#include "generator/names.hpp"
#include "generator/render.hpp"
#include "generator/text_filter.hpp"

namespace telemetryflow::gen {

namespace {

using generator::FileAccess;
using generator::Plan;
using generator::TemplateSet;
using generator::TemplateValues;

class Writer {
public:
    Writer(const TemplateSet& templates, const TemplateValues& values) : templates_(templates), values_(values) {}

    [[nodiscard]] std::string text(const std::string& name) const {
        return generator::render(name, templates_.text(name), values_);
    }

    void add_telemetry(Plan& plan) const {
        add(plan, "telemetry/CMakeLists.txt");
        add(plan, "telemetry/README.md");
        add(plan, "telemetry/telemetry.hpp");
        add(plan, "telemetry/telemetry.cpp");
        for (const char* signal : {"metrics", "logs", "traces"}) {
            if (!values_.flags.find(signal)->second) continue;
            add(plan, "telemetry/" + std::string(signal) + ".hpp");
            add(plan, "telemetry/" + std::string(signal) + ".cpp");
        }
        add(plan, "telemetry/telemetry_test.cpp");
        plan.add(".env.telemetryflow", text("config/env.telemetryflow.tpl"), FileAccess::OnlyOwner);
        plan.add_block(".gitignore", text("init/gitignore.tpl"));
    }

    void start_project(Plan& plan) const {
        // The same lines as an existing project gets: when this runs again, it finds one.
        plan.add("CMakeLists.txt",
                 generator::with_marked_block(text("init/CMakeLists.txt.tpl"), text("init/root_lines.cmake.tpl")));
        add(plan, "main.cpp");
    }

    void extend_project(Plan& plan) const { plan.add_block("CMakeLists.txt", text("init/root_lines.cmake.tpl")); }

private:
    void add(Plan& plan, const std::string& output) const { plan.add(output, text("init/" + output + ".tpl")); }

    const TemplateSet& templates_;
    const TemplateValues& values_;
};

}  // namespace

void InitCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("init", "Add telemetry to a CMake project, or start one",
                                            [this, &program] { return run(program); });
    settings_.add_options(command);
    settings_.add_signal_options(command);
    generator::Program::add_generate_options(command, options_);
    command.footer(
        "Examples:\n"
        "  telemetryflow-gen init -p checkout -o checkout\n"
        "      a new project\n"
        "  telemetryflow-gen init --diff\n"
        "      what it would change in the project of this folder");
}

int InitCommand::run(const generator::Program& program) {
    settings_.complete(options_.output);
    const TemplateSet templates = program.templates();
    const TemplateValues values = settings_.values();
    const Writer writer(templates, values);

    program.begin(options_);
    Plan plan(options_.output);
    const bool is_new = !plan.has_file("CMakeLists.txt");
    if (is_new) {
        writer.start_project(plan);
    } else {
        writer.extend_project(plan);
    }
    writer.add_telemetry(plan);

    std::vector<std::string> next;
    if (settings_.key_id.empty()) {
        next.push_back("Put the API key into " + (options_.output / ".env.telemetryflow").string());
    }
    // Lines that are there already were put in by an earlier run, whose steps have been taken.
    if (plan.files().front().action == generator::FileAction::Update) {
        next.push_back("Link it: target_link_libraries(<your target> PRIVATE " +
                       generator::identifier_of(settings_.project) + "_telemetry)");
        next.push_back("Start it: #include \"telemetry/telemetry.hpp\" and call telemetry::init() in main()");
    }
    const std::string folder = generator::as_env(options_.output.string());
    next.push_back("Build it: cmake -S " + folder + " -B " + folder + "/build && cmake --build " + folder + "/build");
    next.push_back("Run it with the settings: set -a; . " + folder + "/.env.telemetryflow; set +a");
    next.push_back("Check them: telemetryflow-gen doctor");
    return program.finish(plan, options_, next);
}

}  // namespace telemetryflow::gen
