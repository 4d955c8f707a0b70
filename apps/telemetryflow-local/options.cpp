#include "options.hpp"

#include <iostream>

#include <CLI/CLI.hpp>

namespace telemetryflow::local {

namespace {

constexpr int kUsageError = 2;
constexpr const char* kDescription =
    "Receives OpenTelemetry traces, logs and metrics over OTLP, keeps them in SQLite and answers questions about\n"
    "them as JSON. For development and tests on one machine.";
constexpr const char* kFooter =
    "Examples:\n"
    "  telemetryflow-local\n"
    "      serve on the standard ports, keep everything in memory\n"
    "  telemetryflow-local --db telemetry.db --quiet\n"
    "      keep everything in a file, print only where it serves\n"
    "  telemetryflow-local --grpc-port 0 --http-port 0 --ready-file ready.json\n"
    "      free ports, for scripts: the file names them as soon as they answer\n"
    "  telemetryflow-local --require-key tfk_mine:tfs_secret\n"
    "      refuse senders without this key\n"
    "  curl 'http://127.0.0.1:4318/api/v1/traces?service=checkout&has_error=true'\n\n"
    "It stops on SIGTERM and SIGINT. Exit status: 0 stopped, 1 could not serve, 2 wrong usage.";

}  // namespace

std::optional<Options> parse_options(int argc, char** argv, int& exit_code) {
    Options options;
    auto& backend = options.backend;
    std::string key;

    CLI::App app(kDescription, "telemetryflow-local");
    app.footer(kFooter);
    app.set_version_flag("--version", "telemetryflow-local " TELEMETRYFLOW_LOCAL_VERSION);
    app.add_option("--host", backend.host, "Address to serve on")->capture_default_str();
    app.add_option("--grpc-port", backend.grpc_port, "Port of OTLP/gRPC; 0 picks a free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    app.add_option("--http-port", backend.http_port, "Port of OTLP/HTTP and the API; 0 picks a free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    app.add_option("--db", backend.store.path, "SQLite file to keep the data in; without it they are kept in memory")
        ->type_name("FILE");
    app.add_option("--max-records", backend.store.max_records,
                   "Spans, log records and metric points kept, each; the oldest go first")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000'000}))
        ->capture_default_str();
    app.add_option("--require-key", key, "Refuse every sender without this key, over gRPC, /v1 and /v2")
        ->type_name("ID:SECRET");
    app.add_flag("--quiet", options.quiet, "Print no line for each batch");
    app.add_flag("--json", options.json, "Print the lines as JSON objects");
    app.add_option("--ready-file", options.ready_file, "File to write {grpc_port, http_port, pid} to once serving")
        ->type_name("FILE");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = app.exit(error) == 0 ? 0 : kUsageError;
        return std::nullopt;
    }
    if (app.count("--require-key") != 0) {
        backend.required_key = ApiKey::parse(key);
        if (!backend.required_key) {
            // The message must not repeat the value: it holds a secret.
            std::cerr << "--require-key: it must have the form tfk_ID:tfs_SECRET\n"
                         "Run with --help for more information.\n";
            exit_code = kUsageError;
            return std::nullopt;
        }
    }
    return options;
}

}  // namespace telemetryflow::local
