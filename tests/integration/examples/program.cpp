#include "integration/examples/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::tests {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (std::string& string : strings)
        out.push_back(string.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> environment_of(const Program::Environment& own) {
    std::vector<std::string> out;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (!text.starts_with("TELEMETRYFLOW_") && !text.starts_with("OTEL_")) out.emplace_back(text);
    }
    for (const auto& [name, value] : own)
        out.push_back(name + '=' + value);
    return out;
}

std::chrono::milliseconds left(Clock::time_point end) {
    return std::max(std::chrono::milliseconds::zero(),
                    std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()));
}

}  // namespace

Program::Program(const std::string& path, const std::vector<std::string>& arguments, const Environment& environment) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    output_pipe_ = ends[0];
    std::vector<std::string> words{path};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = environment_of(environment);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    const int error =
        posix_spawn(&pid_, path.c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(output_pipe_);
        throw std::runtime_error("cannot start " + path);
    }
}

Program::~Program() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close(output_pipe_);
}

void Program::send_signal(int signal) const {
    kill(pid_, signal);
}

bool Program::read_some(std::chrono::milliseconds patience) {
    pollfd waiting{.fd = output_pipe_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return true;
    std::array<char, 4096> buffer{};
    const ssize_t got = read(output_pipe_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    output_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

std::string Program::wait_for_line(const std::string& start, std::chrono::milliseconds timeout) {
    const auto end = Clock::now() + timeout;
    for (bool open = true; open && Clock::now() < end;) {
        for (std::size_t at = 0; at < output_.size();) {
            const std::size_t stop = output_.find('\n', at);
            if (stop == std::string::npos) break;
            if (output_.compare(at, start.size(), start) == 0) return output_.substr(at, stop - at);
            at = stop + 1;
        }
        open = read_some(left(end));
    }
    throw std::runtime_error("no line '" + start + "...' came, but: " + output_);
}

int Program::wait(std::chrono::milliseconds timeout) {
    const auto end = Clock::now() + timeout;
    while (read_some(left(end))) {
        if (Clock::now() >= end) throw std::runtime_error("it did not end in time; it wrote: " + output_);
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Program::last_line() const {
    const std::size_t end = output_.find_last_not_of('\n');
    if (end == std::string::npos) return {};
    const std::size_t before = output_.rfind('\n', end);
    return output_.substr(before + 1, end - before);
}

}  // namespace telemetryflow::tests
