#include "support/local_backend.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <httplib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::testing {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kPoll{10};
constexpr milliseconds kStartTimeout{30'000};
constexpr milliseconds kStopTimeout{20'000};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::filesystem::path make_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "telemetryflow-local-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
    return pattern;
}

// Between fork and exec of a program with threads: only calls that are safe in a signal handler.
[[noreturn]] void become(char* const* arguments, const char* output) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int file = ::open(output, O_CREAT | O_WRONLY | O_APPEND, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::execv(arguments[0], arguments);
    ::_exit(127);
}

}  // namespace

LocalBackend::LocalBackend(const std::vector<std::string>& arguments) : folder_(make_folder()) {
    launch(arguments);
    try {
        wait_until_ready();
    } catch (...) {
        end_with(SIGKILL);
        std::filesystem::remove_all(folder_);
        throw;
    }
}

LocalBackend::~LocalBackend() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string LocalBackend::grpc_endpoint() const {
    return "127.0.0.1:" + std::to_string(grpc_port_);
}
std::string LocalBackend::http_url() const {
    return "http://127.0.0.1:" + std::to_string(http_port_);
}
std::string LocalBackend::output() const {
    return read_file(folder_ / "output");
}
std::filesystem::path LocalBackend::program() {
    return TELEMETRYFLOW_LOCAL_PROGRAM;
}

void LocalBackend::launch(const std::vector<std::string>& arguments) {
    std::vector<std::string> line{program().string(), "--ready-file", (folder_ / "ready").string()};
    const auto given = [&arguments](const char* name) {
        return std::find(arguments.begin(), arguments.end(), name) != arguments.end();
    };
    for (const char* port : {"--grpc-port", "--http-port"}) {
        if (!given(port)) line.insert(line.end(), {port, "0"});
    }
    line.insert(line.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : line)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const std::string output = folder_ / "output";

    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ == 0) become(pointers.data(), output.c_str());
    running_ = true;
}

void LocalBackend::wait_until_ready() {
    const auto deadline = steady_clock::now() + kStartTimeout;
    while (!std::filesystem::exists(folder_ / "ready")) {
        if (reap(kPoll)) {
            throw std::runtime_error("telemetryflow-local ended with " + std::to_string(exit_code_) + ": " + output());
        }
        if (steady_clock::now() > deadline) throw std::runtime_error("telemetryflow-local is not ready: " + output());
    }
    const auto ready = nlohmann::json::parse(read_file(folder_ / "ready"));
    grpc_port_ = ready.at("grpc_port").get<std::uint16_t>();
    http_port_ = ready.at("http_port").get<std::uint16_t>();
}

LocalBackendReply LocalBackend::get(const std::string& path) const {
    httplib::Client client("127.0.0.1", http_port_);
    client.set_read_timeout(30, 0);
    const auto result = client.Get(path);
    if (!result) throw std::runtime_error("GET " + path + ": " + httplib::to_string(result.error()));
    return {result->status, result->body};
}

nlohmann::json LocalBackend::get_json(const std::string& path) const {
    const auto reply = get(path);
    if (reply.status != 200) {
        throw std::runtime_error("GET " + path + ": " + std::to_string(reply.status) + " " + reply.body);
    }
    return nlohmann::json::parse(reply.body);
}

nlohmann::json LocalBackend::wait_until(const std::string& path, const Predicate& predicate,
                                        milliseconds timeout) const {
    const auto deadline = steady_clock::now() + timeout;
    while (true) {
        auto answer = get_json(path);
        if (predicate(answer)) return answer;
        if (steady_clock::now() >= deadline) {
            throw std::runtime_error("GET " + path + " did not become what was awaited; it is " + answer.dump());
        }
        std::this_thread::sleep_for(kPoll);
    }
}

bool LocalBackend::reap(milliseconds patience) {
    const auto deadline = steady_clock::now() + patience;
    while (running_) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            running_ = false;
            exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            break;
        }
        if (steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(milliseconds(2));
    }
    return true;
}

int LocalBackend::end_with(int signal) {
    if (!running_) return exit_code_;
    ::kill(pid_, signal);
    if (!reap(kStopTimeout)) {
        ::kill(pid_, SIGKILL);
        reap(kStopTimeout);
    }
    return exit_code_;
}

int LocalBackend::stop() {
    return end_with(SIGTERM);
}
int LocalBackend::kill_now() {
    return end_with(SIGKILL);
}

}  // namespace telemetryflow::testing
