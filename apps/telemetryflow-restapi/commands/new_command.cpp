#include "commands/new_command.hpp"

#include <array>
#include <string_view>

#include <CLI/CLI.hpp>

#include "generator/generation_error.hpp"
#include "generator/names.hpp"
#include "generator/render.hpp"
#include "generator/text_filter.hpp"
#include "generator/usage_error.hpp"
#include "model/project_manifest.hpp"
#include "model/project_names.hpp"
#include "write/project_values.hpp"
#include "write/shared_files.hpp"

namespace telemetryflow::restapi {

namespace {

struct ProjectFile {
    std::string_view output;
    std::string_view source;  // the template, below project/; empty when it is the output's name
};

constexpr std::array<ProjectFile, 42> kFiles{{
    {"CMakeLists.txt", ""},
    {".dockerignore", "dockerignore"},
    {".env.example", "env.example"},
    {".gitignore", "gitignore"},
    {"Dockerfile", ""},
    {"README.md", ""},
    {"cmake/embed_files.cmake", ""},
    {"compose.yaml", ""},
    {"src/application/validation_error.hpp", ""},
    {"src/domain/decimal.cpp", ""},
    {"src/domain/decimal.hpp", ""},
    {"src/domain/field_error.hpp", ""},
    {"src/domain/page.hpp", ""},
    {"src/domain/rules.cpp", ""},
    {"src/domain/rules.hpp", ""},
    {"src/entities.hpp", ""},
    {"src/infrastructure/database.cpp", ""},
    {"src/infrastructure/database.hpp", ""},
    {"src/infrastructure/migrate.cpp", ""},
    {"src/infrastructure/migrate.hpp", ""},
    {"src/infrastructure/resources.hpp", ""},
    {"src/infrastructure/settings.cpp", ""},
    {"src/infrastructure/settings.hpp", ""},
    {"src/infrastructure/value.hpp", ""},
    {"src/interface/answers.cpp", ""},
    {"src/interface/answers.hpp", ""},
    {"src/interface/bad_request.hpp", ""},
    {"src/interface/json_reader.cpp", ""},
    {"src/interface/json_reader.hpp", ""},
    {"src/interface/json_value.hpp", ""},
    {"src/interface/paging.cpp", ""},
    {"src/interface/paging.hpp", ""},
    {"src/interface/route.cpp", ""},
    {"src/interface/route.hpp", ""},
    {"src/interface/serve.hpp", ""},
    {"src/interface/service.cpp", ""},
    {"src/interface/service.hpp", ""},
    {"src/main.cpp", ""},
    {"tests/service_test.cpp", ""},
    {"tests/support/running_server.hpp", ""},
    {"tests/support/expect.hpp", ""},
    {"tests/support/test_service.hpp", ""},
}};

constexpr std::array<ProjectFile, 3> kSqliteFiles{{
    {"src/infrastructure/connection.cpp", "src/infrastructure/connection_sqlite.cpp"},
    {"src/infrastructure/connection.hpp", "src/infrastructure/connection_sqlite.hpp"},
    {"tests/support/test_database.hpp", "tests/support/test_database_sqlite.hpp"},
}};
constexpr std::array<ProjectFile, 3> kPostgresFiles{{
    {"src/infrastructure/connection.cpp", "src/infrastructure/connection_postgres.cpp"},
    {"src/infrastructure/connection.hpp", "src/infrastructure/connection_postgres.hpp"},
    {"tests/support/test_database.hpp", "tests/support/test_database_postgres.hpp"},
}};
constexpr std::array<ProjectFile, 2> kAuthFiles{{
    {"src/interface/api_keys.cpp", ""},
    {"src/interface/api_keys.hpp", ""},
}};

constexpr std::array<ProjectFile, 2> kTelemetryFiles{{
    {"collector.yaml", ""},
    {"tests/support/test_telemetry.hpp", ""},
}};
constexpr std::array<ProjectFile, 2> kCorsFiles{{
    {"src/interface/cors.cpp", ""},
    {"src/interface/cors.hpp", ""},
}};
constexpr std::array<ProjectFile, 2> kRateLimitFiles{{
    {"src/interface/rate_limit.cpp", ""},
    {"src/interface/rate_limit.hpp", ""},
}};

template <std::size_t Count>
void add_files(generator::Plan& plan, const std::array<ProjectFile, Count>& files,
               const generator::TemplateSet& templates, const generator::TemplateValues& values) {
    for (const ProjectFile& file : files) {
        const std::string_view name = file.source.empty() ? file.output : file.source;
        const std::string source = "project/" + std::string(name) + ".tpl";
        plan.add(file.output, generator::render(source, templates.text(source), values));
    }
}

}  // namespace

void NewCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("new", "Write a REST service as a project of its own",
                                            [this, &program] { return run(program); });
    command.add_option("-n,--name,name", project_.name, "Name of the project")->required()->type_name("NAME");
    command.add_option("-m,--module", project_.module, "Namespace of its code")
        ->type_name("NAME")
        ->capture_default_str();
    command.add_option("--service", project_.service, "Name of the service in its telemetry (default: the project's)")
        ->type_name("NAME");
    command.add_option("--service-version,--version", project_.version, "Version of the service")
        ->type_name("VERSION")
        ->capture_default_str();
    command.add_option("--environment,--env", project_.environment, "Deployment environment in its telemetry")
        ->type_name("NAME")
        ->capture_default_str();
    add_database_options(command);
    command.add_option("--port", project_.port, "Port that it listens on unless its environment says otherwise")
        ->check(CLI::Range(1, 65535))
        ->type_name("PORT")
        ->capture_default_str();
    command.add_flag("--telemetry,!--no-telemetry", project_.telemetry, "With telemetry (default: on)");
    command.add_flag("--swagger,!--no-swagger", project_.openapi,
                     "With the OpenAPI document at /openapi.json (default: on)");
    command.add_flag("--cors,!--no-cors", project_.cors,
                     "With CORS: pages of the origins that its environment names may call (default: on)");
    command.add_flag("--auth,!--no-auth", project_.auth,
                     "With API keys; without, everybody who reaches it may call (default: on)");
    command.add_flag("--rate-limit,!--no-rate-limit", project_.rate_limit,
                     "With a limit of requests that one caller may make in a minute (default: on)");
    generator::Program::add_generate_options(command, options_);
    command.get_option("--output")->default_str("NAME")->each([this](const std::string&) { output_given_ = true; });
    command.footer(
        "Examples:\n"
        "  telemetryflow-restapi new shop\n"
        "  telemetryflow-restapi new shop --database postgres -o services/shop");
}

void NewCommand::add_database_options(CLI::App& command) {
    command.add_option("--database,--db-driver", database_, "What it keeps its data in")
        ->check(CLI::IsMember({"sqlite", "postgres", "postgresql"}).description(""))
        ->type_name("{sqlite,postgres}")
        ->capture_default_str();
    command
        .add_option("--db-name", project_.database_name,
                    "Name of the database, or SQLite's file (default: the project's)")
        ->type_name("NAME");
    const auto of_postgres = [this](const std::string&) { postgres_options_given_ = true; };
    command.add_option("--db-host", project_.database_host, "Where PostgreSQL listens, in .env.example")
        ->type_name("HOST")
        ->capture_default_str()
        ->each(of_postgres);
    command.add_option("--db-port", project_.database_port, "Its port there")
        ->check(CLI::Range(1, 65535))
        ->type_name("PORT")
        ->capture_default_str()
        ->each(of_postgres);
    command.add_option("--db-user", project_.database_user, "Its user there (default: the project's name)")
        ->type_name("NAME")
        ->each(of_postgres);
}

void NewCommand::complete_database() {
    project_.database = database_ == "sqlite" ? DatabaseKind::Sqlite : DatabaseKind::Postgres;
    const std::string identifier = generator::identifier_of(project_.name);
    if (project_.database == DatabaseKind::Sqlite) {
        if (postgres_options_given_) {
            throw generator::UsageError(
                "--db-host, --db-port and --db-user are of --database postgres; SQLite's is a file");
        }
        if (project_.database_name.empty()) project_.database_name = project_.name + ".db";
    } else {
        if (project_.database_name.empty()) project_.database_name = identifier;
        if (project_.database_user.empty()) project_.database_user = identifier;
        check_database_word("--db-host", project_.database_host);
        check_database_word("--db-user", project_.database_user);
    }
    check_database_word("--db-name", project_.database_name);
}

int NewCommand::run(const generator::Program& program) {
    generator::check_project_name("NAME", project_.name);
    if (project_.service.empty()) project_.service = project_.name;
    generator::check_text("--service", project_.service);
    generator::check_text("--service-version", project_.version);
    generator::check_text("--environment", project_.environment);
    check_module_name("--module", project_.module);
    complete_database();
    if (!output_given_) options_.output = project_.name;
    program.begin(options_);
    generator::Plan plan(options_.output);
    if (plan.has_file(kManifestFile) && !read_project(options_.output).entities.empty()) {
        throw generator::GenerationError(options_.output.string() +
                                         " has a project with entities already; `entity` adds to it");
    }
    const generator::TemplateSet templates = program.templates();
    const generator::TemplateValues values = project_values(project_);
    add_files(plan, kFiles, templates, values);
    if (project_.database == DatabaseKind::Sqlite) {
        add_files(plan, kSqliteFiles, templates, values);
    } else {
        add_files(plan, kPostgresFiles, templates, values);
    }
    if (project_.telemetry) add_files(plan, kTelemetryFiles, templates, values);
    if (project_.auth) add_files(plan, kAuthFiles, templates, values);
    if (project_.cors) add_files(plan, kCorsFiles, templates, values);
    if (project_.rate_limit) add_files(plan, kRateLimitFiles, templates, values);
    for (const Document& file : shared_files_of(project_, templates))
        plan.add(file.path, file.text);

    const std::string folder = generator::as_env(options_.output.string());
    return program.finish(
        plan, options_,
        {"Add an entity: telemetryflow-restapi entity Product --fields 'title:string:required price:decimal:min=0' "
         "-o " +
             folder,
         "Build it: cmake -S " + folder + " -B " + folder + "/build && cmake --build " + folder + "/build",
         "Run it as " + (options_.output / "README.md").string() + " says"});
}

}  // namespace telemetryflow::restapi
