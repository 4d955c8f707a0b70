#include "support/server_process.hpp"

#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::test {
namespace {

constexpr const char* kUnprivilegedUser = "nobody";
constexpr int kNotStarted = 127;

const passwd& unprivileged() {
    const passwd* user = getpwnam(kUnprivilegedUser);
    if (user == nullptr) throw std::runtime_error("this system has no user nobody");
    return *user;
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& command, Rights rights) {
    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const bool give_up_root = rights == Rights::Unprivileged && geteuid() == 0;
    const uid_t user = give_up_root ? unprivileged().pw_uid : geteuid();
    const gid_t group = give_up_root ? unprivileged().pw_gid : getegid();
    const pid_t parent = getpid();

    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ > 0) return;
    if (give_up_root && (setgroups(0, nullptr) != 0 || setgid(group) != 0 || setuid(user) != 0)) _exit(kNotStarted);
    // After the change of user, which would undo it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(kNotStarted);
    const int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(kNotStarted);
}

ServerProcess::~ServerProcess() {
    stop(SIGTERM);
}

bool ServerProcess::is_running() {
    if (pid_ <= 0) return false;
    if (waitpid(pid_, nullptr, WNOHANG) == 0) return true;
    pid_ = -1;
    return false;
}

void ServerProcess::stop(int signal) {
    if (pid_ <= 0) return;
    kill(pid_, signal);
    wait();
}

int ServerProcess::wait() {
    if (pid_ <= 0) return kNotStarted;
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ServerProcess::give_away(const std::string& path) {
    if (geteuid() != 0) return;
    if (chown(path.c_str(), unprivileged().pw_uid, unprivileged().pw_gid) != 0)
        throw std::runtime_error("cannot give away " + path);
}

}  // namespace telemetryflow::test
