#include "commands/example_command.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "generator/names.hpp"
#include "generator/nearest.hpp"
#include "generator/render.hpp"
#include "generator/text_filter.hpp"
#include "generator/usage_error.hpp"
#include "settings.hpp"

namespace telemetryflow::gen {

namespace {

using generator::UsageError;

struct ExampleFile {
    std::string_view output;
    std::string_view source;  // the template, below example/
};

struct Example {
    std::string_view type;
    std::string_view summary;
    int port;  // 0: it listens on none
    std::string_view run;
    std::string_view try_it;
    std::vector<ExampleFile> files;
};

// What @{...} means in `run` and `try_it` is what it means in a template.
const std::array<Example, 5>& examples() {
    static const std::array<Example, 5> all{{
        {.type = "basic",
         .summary = "One of each signal: a counter, a gauge, a histogram, logs, and spans that nest and fail.",
         .port = 0,
         .run = "build/@{project}",
         .try_it = "",
         .files = {{"CMakeLists.txt", "basic/CMakeLists.txt.tpl"},
                   {"checkout.hpp", "basic/checkout.hpp.tpl"},
                   {"checkout_test.cpp", "basic/checkout_test.cpp.tpl"},
                   {"main.cpp", "basic/main.cpp.tpl"},
                   {"test_telemetry.hpp", "test_telemetry.hpp.tpl"},
                   {"README.md", "README.md.tpl"}}},
        {.type = "http-server",
         .summary = "An HTTP server on cpp-httplib whose requests are spans with metrics and correlated logs.",
         .port = 8080,
         .run = "build/@{project}",
         .try_it =
             "`curl http://127.0.0.1:@{port}/orders/7`, also with 1000 and with `/broken`. SIGTERM or SIGINT ends it.",
         .files = {{"CMakeLists.txt", "http-server/CMakeLists.txt.tpl"},
                   {"main.cpp", "http-server/main.cpp.tpl"},
                   {"orders.hpp", "http-server/orders.hpp.tpl"},
                   {"orders_test.cpp", "http-server/orders_test.cpp.tpl"},
                   {"running_server.hpp", "running_server.hpp.tpl"},
                   {"test_telemetry.hpp", "test_telemetry.hpp.tpl"},
                   {"serve.hpp", "serve.hpp.tpl"},
                   {"README.md", "README.md.tpl"}}},
        {.type = "grpc-server",
         .summary = "A gRPC server and a client of it: a call is one trace over both.",
         .port = 50051,
         .run = "build/@{project}-server",
         .try_it = "`build/@{project}-client 127.0.0.1:@{port} 7` asks it, also with 1000 and with -1. SIGTERM or "
                   "SIGINT ends it.",
         .files = {{"CMakeLists.txt", "grpc-server/CMakeLists.txt.tpl"},
                   {"client.cpp", "grpc-server/client.cpp.tpl"},
                   {"orders.proto", "grpc-server/orders.proto.tpl"},
                   {"orders_service.hpp", "grpc-server/orders_service.hpp.tpl"},
                   {"orders_test.cpp", "grpc-server/orders_test.cpp.tpl"},
                   {"test_telemetry.hpp", "test_telemetry.hpp.tpl"},
                   {"server.cpp", "grpc-server/server.cpp.tpl"},
                   {"README.md", "README.md.tpl"}}},
        {.type = "worker",
         .summary = "Threads and a queue: the trace of a job goes on where another thread takes it up.",
         .port = 0,
         .run = "build/@{project} 20",
         .try_it = "",
         .files = {{"CMakeLists.txt", "worker/CMakeLists.txt.tpl"},
                   {"job_queue.hpp", "worker/job_queue.hpp.tpl"},
                   {"main.cpp", "worker/main.cpp.tpl"},
                   {"test_telemetry.hpp", "test_telemetry.hpp.tpl"},
                   {"worker.hpp", "worker/worker.hpp.tpl"},
                   {"worker_test.cpp", "worker/worker_test.cpp.tpl"},
                   {"README.md", "README.md.tpl"}}},
        {.type = "distributed",
         .summary = "Two HTTP services, one of which asks the other: a request is one trace over both.",
         .port = 8080,
         .run = "build/@{project}-inventory &\nbuild/@{project}-gateway",
         .try_it =
             "`curl -X POST http://127.0.0.1:@{port}/orders/tea`, also with `coffee`. SIGTERM or SIGINT ends them.",
         .files = {{"CMakeLists.txt", "distributed/CMakeLists.txt.tpl"},
                   {"gateway.cpp", "distributed/gateway.cpp.tpl"},
                   {"gateway.hpp", "distributed/gateway.hpp.tpl"},
                   {"inventory.cpp", "distributed/inventory.cpp.tpl"},
                   {"inventory.hpp", "distributed/inventory.hpp.tpl"},
                   {"running_server.hpp", "running_server.hpp.tpl"},
                   {"serve.hpp", "serve.hpp.tpl"},
                   {"services_test.cpp", "distributed/services_test.cpp.tpl"},
                   {"test_telemetry.hpp", "test_telemetry.hpp.tpl"},
                   {"README.md", "README.md.tpl"}}},
    }};
    return all;
}

std::string list_of_types(std::string_view separator) {
    std::string list;
    for (const Example& one : examples())
        list.append(list.empty() ? "" : separator).append(one.type);
    return list;
}

const Example& find_example(const std::string& type) {
    std::vector<std::string> names;
    for (const Example& one : examples()) {
        if (one.type == type) return one;
        names.emplace_back(one.type);
    }
    throw UsageError("no example '" + type + "'; there are " + list_of_types(", ") +
                     generator::did_you_mean(type, names));
}

}  // namespace

void ExampleCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("example", "Write an example as a project of its own",
                                            [this, &program] { return run(program); });
    command.add_option("type", type_, "What it shows: {" + list_of_types(",") + "}")
        ->required()
        ->type_name("{" + list_of_types(",") + "}");
    command.add_option("-p,--project", project_, "Name of the project and its service (default: the folder's)")
        ->type_name("NAME");
    command
        .add_option_function<int>(
            "--port",
            [this](const int& port) {
                port_ = port;
                port_given_ = true;
            },
            "Port that a server listens on; `distributed` takes the next one too (default: 8080, for gRPC 50051)")
        ->check(CLI::Range(1, 65534))
        ->type_name("PORT");
    generator::Program::add_generate_options(command, options_);
    command.footer(
        "Examples:\n"
        "  telemetryflow-gen example http-server -o shop\n"
        "  cmake -S shop -B shop/build && cmake --build shop/build");
}

int ExampleCommand::run(const generator::Program& program) const {
    const Example& example = find_example(type_);
    if (port_given_ && example.port == 0) throw UsageError("--port: the example " + type_ + " listens on no port");
    if (!project_.empty()) generator::check_project_name("--project", project_);
    const std::string project = project_.empty() ? project_for(options_.output) : project_;
    const int port = port_given_ ? port_ : example.port;

    generator::TemplateValues values{.texts = {{"project", project},
                                               {"identifier", generator::identifier_of(project)},
                                               {"service", project},
                                               {"sdk_version", sdk_version()},
                                               {"port", std::to_string(port)},
                                               {"inventory_port", std::to_string(port + 1)},
                                               {"summary", std::string(example.summary)}},
                                     .flags = {{"serves", example.port != 0}}};
    values.texts["run"] = generator::render(type_, example.run, values);
    values.texts["try"] = generator::render(type_, example.try_it, values);

    const generator::TemplateSet templates = program.templates();
    program.begin(options_);
    generator::Plan plan(options_.output);
    for (const ExampleFile& file : example.files) {
        const std::string source = "example/" + std::string(file.source);
        plan.add(file.output, generator::render(source, templates.text(source), values));
    }
    const std::string folder = generator::as_env(options_.output.string());
    return program.finish(
        plan, options_,
        {"Build it: cmake -S " + folder + " -B " + folder + "/build && cmake --build " + folder + "/build",
         "Run it as " + (options_.output / "README.md").string() + " says"});
}

}  // namespace telemetryflow::gen
