#include "process/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::bench {
namespace {

constexpr int kCannotStart = 127;

[[noreturn]] void become(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                         int output) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    for (const std::string& variable : environment) {
        const auto equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    std::_Exit(kCannotStart);
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    const pid_t child = ::fork();
    if (child == 0) become(command, environment, pipe[1]);
    ::close(pipe[1]);
    if (child < 0) {
        ::close(pipe[0]);
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    ChildResult result;
    std::array<char, 4096> bytes{};
    for (ssize_t got = 0; (got = ::read(pipe[0], bytes.data(), bytes.size())) > 0;)
        result.output.append(bytes.data(), static_cast<std::size_t>(got));
    ::close(pipe[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
    if (result.exit_code == kCannotStart) {
        throw std::system_error(ENOENT, std::generic_category(), "cannot run " + command.front());
    }
    result.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    result.max_rss_kb = usage.ru_maxrss;
    return result;
}

}  // namespace telemetryflow::bench
