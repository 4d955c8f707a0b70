#pragma once

// A server program of a test's own, ended with the scope and, whatever happens, with the test's process.

#include <string>
#include <vector>

#include <sys/types.h>

namespace telemetryflow::test {

class ServerProcess {
public:
    enum class Rights { Own, Unprivileged };

    /// Starts `command`, a program of PATH or with its path, with its output thrown away; throws std::runtime_error
    /// when that fails. Unprivileged: as `nobody` where the test runs as root, for programs that refuse to be root.
    explicit ServerProcess(const std::vector<std::string>& command, Rights rights = Rights::Own);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    [[nodiscard]] bool is_running();
    /// Ends it with this signal, and waits.
    void stop(int signal);
    /// Waits for a program that ends by itself; its exit code, or 128 + the signal's number.
    int wait();

    /// Gives a file or folder to whom Rights::Unprivileged are.
    static void give_away(const std::string& path);

private:
    pid_t pid_ = -1;
};

}  // namespace telemetryflow::test
