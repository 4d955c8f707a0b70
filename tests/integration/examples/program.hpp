#pragma once

// One of the example programs as a child process, with an environment of its own and its standard output read. Owned
// by one test on one thread; a child that still runs is killed at the end of the scope.

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace telemetryflow::tests {

class Program {
public:
    using Environment = std::map<std::string, std::string>;

    // Starts `path`. Of this process's environment, variables of TELEMETRYFLOW_ and OTEL_ are left out. Throws
    // std::runtime_error when it cannot.
    Program(const std::string& path, const std::vector<std::string>& arguments, const Environment& environment);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void send_signal(int signal) const;
    // Everything on standard output and standard error until a line that begins with `start` has come; that line.
    // Throws std::runtime_error with what came instead.
    std::string wait_for_line(const std::string& start, std::chrono::milliseconds timeout = std::chrono::seconds(60));
    // Waits for the end; the exit code, or 128 + the signal's number. Throws std::runtime_error after `timeout`.
    int wait(std::chrono::milliseconds timeout = std::chrono::seconds(60));

    // What it has written so far, standard output and standard error.
    [[nodiscard]] const std::string& output() const { return output_; }
    // The last line of it.
    [[nodiscard]] std::string last_line() const;

private:
    // Reads what is there within `patience`; false at the end of the output.
    bool read_some(std::chrono::milliseconds patience);

    pid_t pid_ = -1;
    int output_pipe_ = -1;
    std::string output_;
};

}  // namespace telemetryflow::tests
