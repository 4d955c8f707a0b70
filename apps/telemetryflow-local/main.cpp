#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <grpc/support/log.h>
#include <unistd.h>

#include "live_log.hpp"
#include "options.hpp"
#include "receiver/listen_address.hpp"

namespace {

using telemetryflow::local::Backend;

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

// Readers poll for the file, so it appears complete or not at all.
void write_ready_file(const std::string& path, const Backend& backend) {
    const nlohmann::json content{
        {"grpc_port", backend.grpc_port()}, {"http_port", backend.http_port()}, {"pid", ::getpid()}};
    const std::string partial = path + ".partial";
    std::ofstream file(partial, std::ios::trunc);
    file << content.dump() << '\n';
    file.close();
    if (!file) throw std::runtime_error("cannot write " + partial);
    std::filesystem::rename(partial, path);
}

void serve(const telemetryflow::local::Options& options) {
    using telemetryflow::local::LiveFormat;
    if (!options.ready_file.empty()) std::filesystem::remove(options.ready_file);

    telemetryflow::local::LiveLog log(options.json ? LiveFormat::Json : LiveFormat::Text, options.quiet);
    Backend backend(options.backend, [&log](const auto& info) { log.batch(info); });
    backend.start();
    log.ready(backend.grpc_endpoint(), backend.http_url());
    if (!options.ready_file.empty()) write_ready_file(options.ready_file, backend);

    const auto signals = stop_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    backend.stop();
}

}  // namespace

int main(int argc, char** argv) {
    int exit_code = 0;
    const auto options = telemetryflow::local::parse_options(argc, argv, exit_code);
    if (!options) return exit_code;

    // Blocked before the first thread starts, so that every thread leaves these signals to sigwait().
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    // gRPC's own lines about a failed bind would only repeat ours.
    gpr_set_log_function([](gpr_log_func_args*) {});

    try {
        serve(*options);
    } catch (const telemetryflow::local::ListenError& error) {
        std::cerr << "telemetryflow-local: " << error.what()
                  << "\nChoose other ports with --grpc-port and --http-port; 0 picks a free one.\n";
        return 1;
    } catch (const std::exception& error) {
        std::cerr << "telemetryflow-local: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
