#include "commands/entity_command.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>

#include <CLI/CLI.hpp>

#include "generator/render.hpp"
#include "generator/text_filter.hpp"
#include "generator/usage_error.hpp"
#include "model/entity_names.hpp"
#include "model/parse_fields.hpp"
#include "model/project_manifest.hpp"
#include "write/entity_values.hpp"
#include "write/shared_files.hpp"

namespace telemetryflow::restapi {

namespace {

struct EntityFile {
    std::string_view source;  // the template, below entity/
    std::string_view before;  // the name of the entity stands between these in the file's
    std::string_view after;
};

constexpr std::array<EntityFile, 16> kFiles{{
    {"domain.hpp.tpl", "src/domain/", ".hpp"},
    {"domain.cpp.tpl", "src/domain/", ".cpp"},
    {"repository.hpp.tpl", "src/domain/", "_repository.hpp"},
    {"commands.hpp.tpl", "src/application/", "_commands.hpp"},
    {"queries.hpp.tpl", "src/application/", "_queries.hpp"},
    {"command_handler.hpp.tpl", "src/application/", "_command_handler.hpp"},
    {"command_handler.cpp.tpl", "src/application/", "_command_handler.cpp"},
    {"query_handler.hpp.tpl", "src/application/", "_query_handler.hpp"},
    {"query_handler.cpp.tpl", "src/application/", "_query_handler.cpp"},
    {"sql_repository.hpp.tpl", "src/infrastructure/sql_", "_repository.hpp"},
    {"sql_repository.cpp.tpl", "src/infrastructure/sql_", "_repository.cpp"},
    {"json.hpp.tpl", "src/interface/", "_json.hpp"},
    {"json.cpp.tpl", "src/interface/", "_json.cpp"},
    {"routes.hpp.tpl", "src/interface/", "_routes.hpp"},
    {"routes.cpp.tpl", "src/interface/", "_routes.cpp"},
    {"test.cpp.tpl", "tests/", "_test.cpp"},
}};

/// One more than the highest number that a file of migrations/ begins with.
int next_migration(const std::filesystem::path& project) {
    int last = 0;
    std::error_code error;
    for (const auto& file : std::filesystem::directory_iterator(project / "migrations", error)) {
        const std::string name = file.path().filename().string();
        int number = 0;
        std::from_chars(name.data(), name.data() + name.size(), number);
        last = std::max(last, number);
    }
    return last + 1;
}

std::string migration_path(const Entity& entity) {
    constexpr std::size_t kDigits = 4;
    const std::string number = std::to_string(entity.migration);
    return "migrations/" + std::string(kDigits - std::min(kDigits, number.size()), '0') + number + "_create_" +
           entity.collection + ".sql";
}

/// Puts `entity` into `project`: in the place of the one of its name, whose migration it keeps, or behind the others.
void put(Entity& entity, Project& project, const std::filesystem::path& folder) {
    const auto same = std::find_if(project.entities.begin(), project.entities.end(),
                                   [&](const Entity& one) { return one.name == entity.name; });
    if (same != project.entities.end()) {
        entity.migration = same->migration;
        *same = entity;
    } else {
        entity.migration = next_migration(folder);
        project.entities.push_back(entity);
    }
}

}  // namespace

void EntityCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("entity", "Add an entity to a project that `new` made",
                                            [this, &program] { return run(program); });
    command.add_option("-n,--name,name", name_, "Name of the entity, such as OrderItem")->required()->type_name("NAME");
    command
        .add_option("-f,--fields", fields_,
                    "Its fields: <name>:<type>[:<rule>,...] with blanks between. Types: string, text, integer, number, "
                    "decimal, boolean, datetime, uuid. Rules: required, min=<number>, max=<number>")
        ->required()
        ->type_name("FIELDS");
    command
        .add_option("--plural", plural_, "Of many: the table, and the path of the routes (default: the name's plural)")
        ->type_name("NAME");
    generator::Program::add_generate_options(command, options_, "--force");
    command.footer(
        "Example:\n"
        "  telemetryflow-restapi entity Product -o shop \\\n"
        "    --fields 'title:string:required,max=200 price:decimal:min=0 sold:boolean'");
}

int EntityCommand::run(const generator::Program& program) const {
    check_entity_name(name_);
    if (!plural_.empty() && !is_snake_case(plural_)) {
        throw generator::UsageError("--plural: '" + plural_ +
                                    "' is no name; it takes a lower-case letter, then such letters, digits and '_'");
    }
    Entity entity{.name = name_,
                  .collection = plural_.empty() ? plural_of(snake_case_of(name_)) : plural_,
                  .fields = parse_fields(fields_)};
    program.begin(options_);
    const Project before = read_project(options_.output);
    check_no_clash(entity, before);
    Project after = before;
    put(entity, after, options_.output);

    const generator::TemplateSet templates = program.templates();
    const generator::TemplateValues values = entity_values(entity, after);
    generator::Plan plan(options_.output);
    const auto render = [&](const std::string& source) {
        return generator::render(source, templates.text(source), values);
    };
    for (const EntityFile& file : kFiles) {
        plan.add(std::string(file.before) + snake_case_of(name_) + std::string(file.after),
                 render("entity/" + std::string(file.source)));
    }
    plan.add(migration_path(entity), render("entity/migration.sql.tpl"));
    const std::vector<Document> old = shared_files_of(before, templates);
    const std::vector<Document> now = shared_files_of(after, templates);
    for (std::size_t i = 0; i < now.size(); ++i)
        plan.add_version(now[i].path, now[i].text, old[i].text);

    const std::string folder = generator::as_env(options_.output.string());
    return program.finish(
        plan, options_,
        {"Build it: cmake -S " + folder + " -B " + folder + "/build && cmake --build " + folder + "/build",
         "Its routes are /" + entity.collection + " and /" + entity.collection + "/{id}"});
}

}  // namespace telemetryflow::restapi
