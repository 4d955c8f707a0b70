#include "commands/docs_command.hpp"

#include <CLI/CLI.hpp>

#include "model/project_manifest.hpp"
#include "write/documents.hpp"

namespace telemetryflow::restapi {

void DocsCommand::add_to(generator::Program& program) {
    CLI::App& command =
        program.add_command("docs", "Write the OpenAPI document and the diagram of the tables from the manifest",
                            [this, &program] { return run(program); });
    generator::Program::add_generate_options(command, options_);
    command.footer("Example:\n  telemetryflow-restapi docs -o shop --diff");
}

int DocsCommand::run(const generator::Program& program) const {
    program.begin(options_);
    const Project project = read_project(options_.output);
    generator::Plan plan(options_.output);
    for (const Document& document : documents_of(project))
        plan.add(document.path, document.text);
    return program.finish(plan, options_, {"Look at " + (options_.output / "docs").string()});
}

}  // namespace telemetryflow::restapi
