#pragma once

// How the service runs: from a port that is free until a signal, and then to the end of the requests
// that run.

#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <thread>

#include <httplib.h>
#include <pthread.h>

namespace @{module} {

/// To be called before any thread is started: no thread handles the signals that end the program.
inline sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Serves until a signal; port 0 picks a free one, which the first line of output names. Returns whether it could.
inline bool serve(httplib::Server& server, const std::string& host, int port, const sigset_t& signals) {
    server.set_keep_alive_timeout(1);  // an idle connection holds up the end for no longer
    const int bound = port == 0 ? server.bind_to_any_port(host) : port;
    if (bound < 0 || (port != 0 && !server.bind_to_port(host, port))) {
        std::cerr << "cannot listen on " << host << ':' << port << '\n';
        return false;
    }
    std::thread serving([&server] { server.listen_after_bind(); });
    // Stopping a server that does not run yet would be forgotten.
    while (!server.is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::cout << "listening on http://" << host << ':' << bound << std::endl;
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    serving.join();
    return true;
}

}  // namespace @{module}
